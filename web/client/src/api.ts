import createClient, { type Client } from "openapi-fetch";

import type { paths } from "./schema.ts";
import { fetchWithRenewal } from "./session-renewal.ts";

/** Settings of a client. */
export interface Settings {
  /** The origin of the API, such as `https://copilot.example`. Defaults to the origin of the page. */
  baseUrl?: string;
  /** For programs: returns the API key or access token of each request. Sessions are not renewed then. */
  token?: () => string | undefined;
  /**
   * The endpoint that renews the sessions of these pages: by default that of the copilot, `/api/v1/auth/refresh` for pages of
   * customers, `/api/v1/ops/auth/refresh` for those of staff.
   */
  refreshPath?: RefreshPath;
  /** Called when a session cannot be renewed: the user has to log in. */
  onSessionExpired?: () => void;
  /** Sends the requests. Defaults to the global `fetch`. */
  fetch?: (request: Request) => Promise<Response>;
}

/** The renewal endpoints of the three login endpoints. */
export type RefreshPath = "/api/auth/refresh" | "/api/v1/auth/refresh" | "/api/v1/ops/auth/refresh";

/** A typed client with one function per method: `api.GET("/api/documents/{id}", { params: { path: { id } } })`. */
export type Api = Client<paths, `${string}/${string}`>;

/**
 * Creates a client of the API at one origin.
 *
 * Browsers send their cookies to this origin only (`SameSite` cookies, `credentials: "same-origin"`, JSON bodies only), so that
 * no page of another site can act for the user and scripts never hold a token. An expired access token is renewed once, by one
 * request at a time over all windows, and the rejected request is repeated.
 */
export function createApi(settings: Settings = {}): Api {
  const baseUrl = (settings.baseUrl ?? globalThis.location?.origin ?? "").replace(/\/+$/, "");
  const send = settings.fetch ?? ((request: Request) => globalThis.fetch(request));
  const renewal = { baseUrl, path: settings.refreshPath ?? "/api/auth/refresh", send, onExpired: settings.onSessionExpired };
  const api = createClient<paths>({
    baseUrl,
    credentials: "same-origin",
    fetch: settings.token ? send : fetchWithRenewal(renewal),
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
