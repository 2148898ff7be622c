/** Paths whose 401 means wrong credentials, not an expired token. */
const CREDENTIAL_PATHS = /\/(login|refresh|validate)$|^\/api\/v1\/auth\/register$/;
const LOCK = "sisuiq-session";

type Send = (request: Request) => Promise<Response>;

interface RenewalSettings {
  baseUrl: string;
  path: string;
  send: Send;
  onExpired: (() => void) | undefined;
}

/** A `fetch` that renews an expired access token and repeats the rejected request. */
export function fetchWithRenewal({ baseUrl, path, send, onExpired }: RenewalSettings): Send {
  let renewing: Promise<boolean> | undefined;

  async function renew(): Promise<boolean> {
    const request = new Request(baseUrl + path, requestInit(path));
    const { status } = await withLock(() => send(request));
    if (status === 401) {
      onExpired?.();
    }
    return status === 200;
  }

  /** Requests that are rejected at the same time share one renewal. */
  function renewed(): Promise<boolean> {
    renewing ??= renew().finally(() => {
      renewing = undefined;
    });
    return renewing;
  }

  return async (request) => {
    // a body can be read only once
    const again = request.clone();
    const response = await send(request);
    const isExpired = response.status === 401 && !CREDENTIAL_PATHS.test(new URL(request.url).pathname);
    return isExpired && (await renewed()) ? send(again) : response;
  };
}

/** The endpoints of customers and staff take a JSON body, which is empty when the token is a cookie. */
function requestInit(path: string): RequestInit {
  const common: RequestInit = { method: "POST", credentials: "same-origin" };
  const takesBody = path.startsWith("/api/v1/");
  return takesBody ? { ...common, body: "{}", headers: { "content-type": "application/json" } } : common;
}

/** Serialises renewals over all windows of a browser, because a refresh token works once. */
async function withLock<T>(action: () => Promise<T>): Promise<T> {
  const locks = globalThis.navigator?.locks;
  return locks ? await locks.request(LOCK, action) : action();
}
