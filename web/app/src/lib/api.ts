import { createApi, orThrow } from "sisuiq-client";

import { locale } from "./locale";
import { sessionExpired } from "./session-expired";

/** The API of this origin. It authenticates by cookies that scripts cannot read. */
export const api = createApi({ onSessionExpired: sessionExpired.publish });

api.use({
  onRequest({ request }) {
    // the language of the page, which need not be the first one of the browser
    request.headers.set("accept-language", locale);
    return request;
  },
});

interface Options {
  /** The JSON body of a `POST`. */
  body?: unknown;
  signal?: AbortSignal | undefined;
  /** An access token or API key to use instead of the cookie. */
  token?: string | undefined;
}

/** The response body of a path, which may have a query; throws an `ApiError` unless the request succeeds. */
export function apiGet<Data>(path: string, options: Omit<Options, "body"> = {}): Promise<Data> {
  return orThrow(api.GET(path as never, init(options) as never)) as Promise<Data>;
}

export function apiPost<Data>(path: string, options: Options = {}): Promise<Data> {
  return orThrow(api.POST(path as never, init(options) as never)) as Promise<Data>;
}

function init({ body, signal, token }: Options) {
  const headers = token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } };
  return { ...headers, ...(body === undefined ? {} : { body }), ...(signal ? { signal } : {}) };
}
