import { createApi, orThrow } from "sisuiq-client";

import { sessionOver } from "./session-over";

/** The API of this origin. Cookies say who asks; nothing is kept where scripts could read it. */
export const api = createApi({ onSessionOver: sessionOver.tell });

interface Options {
  /** What `POST` sends, as JSON. */
  body?: unknown;
  signal?: AbortSignal | undefined;
  /** For callers that hold an access token or a key in memory, in place of the cookie. */
  token?: string | undefined;
}

/** The answer of a path that may carry a query; an `ApiError` with `detail` and `status` is thrown for anything but success. */
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
