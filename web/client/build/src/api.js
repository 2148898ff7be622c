import createClient, {} from "openapi-fetch";
import { sessions } from "./session.js";
/**
 * The API at one origin.
 *
 * Browsers send their cookies, to this origin alone (`SameSite` cookies, `credentials: "same-origin"`, JSON bodies only), so
 * that no page of another site can act for them and nothing has to be kept where scripts can read it. When an access token has
 * expired it is renewed once, by one request at a time over all windows, and what was refused is sent again.
 */
export function createApi(settings = {}) {
    const baseUrl = (settings.baseUrl ?? globalThis.location?.origin ?? "").replace(/\/+$/, "");
    const send = settings.fetch ?? ((request) => globalThis.fetch(request));
    const api = createClient({
        baseUrl,
        credentials: "same-origin",
        fetch: settings.token ? send : sessions({ baseUrl, send, onOver: settings.onSessionOver }),
    });
    const { token } = settings;
    if (token) {
        api.use({
            onRequest({ request }) {
                const known = token();
                if (known !== undefined) {
                    request.headers.set("authorization", `Bearer ${known}`);
                }
                return request;
            },
        });
    }
    return api;
}
