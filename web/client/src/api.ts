import createClient, { type Client } from "openapi-fetch";

import type { paths } from "./schema.ts";
import { sessions } from "./session.ts";

/** What the requests need to know. */
export interface Settings {
  /** The origin of the API, such as `https://copilot.example`; in a browser that of the page, when it is left out. */
  baseUrl?: string;
  /** For programs: an API key or access token, asked for before each request. Nothing is renewed then. */
  token?: () => string | undefined;
  /**
   * Where sessions of these pages are renewed: that of the copilot when it is left out, `/api/v1/auth/refresh` for pages of
   * customers, `/api/v1/ops/auth/refresh` for those of staff.
   */
  refreshPath?: RefreshPath;
  /** Called once when a session can be renewed no longer: somebody has to log in. */
  onSessionOver?: () => void;
  /** What sends requests; the platform's own when it is left out. */
  fetch?: (request: Request) => Promise<Response>;
}

/** The doors at which sessions begin are those at which they are renewed. */
export type RefreshPath = "/api/auth/refresh" | "/api/v1/auth/refresh" | "/api/v1/ops/auth/refresh";

/** One function a method: `api.GET("/api/documents/{id}", { params: { path: { id } } })`. */
export type Api = Client<paths, `${string}/${string}`>;

/**
 * The API at one origin.
 *
 * Browsers send their cookies, to this origin alone (`SameSite` cookies, `credentials: "same-origin"`, JSON bodies only), so
 * that no page of another site can act for them and nothing has to be kept where scripts can read it. When an access token has
 * expired it is renewed once, by one request at a time over all windows, and what was refused is sent again.
 */
export function createApi(settings: Settings = {}): Api {
  const baseUrl = (settings.baseUrl ?? globalThis.location?.origin ?? "").replace(/\/+$/, "");
  const send = settings.fetch ?? ((request: Request) => globalThis.fetch(request));
  const renewal = { baseUrl, path: settings.refreshPath ?? "/api/auth/refresh", send, onOver: settings.onSessionOver };
  const api = createClient<paths>({
    baseUrl,
    credentials: "same-origin",
    fetch: settings.token ? send : sessions(renewal),
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
