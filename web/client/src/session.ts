/** Their 401 says that what was typed in is wrong, not that a token has expired. */
const WITHOUT_SESSION = /\/(login|refresh|validate)$|^\/api\/v1\/auth\/register$/;
const LOCK = "sisuiq-session";

type Send = (request: Request) => Promise<Response>;

interface Sessions {
  baseUrl: string;
  path: string;
  send: Send;
  onOver: (() => void) | undefined;
}

/** Sends requests; one that is refused because the access token has expired is sent again after it was renewed. */
export function sessions({ baseUrl, path, send, onOver }: Sessions): Send {
  let renewing: Promise<boolean> | undefined;

  async function renew(): Promise<boolean> {
    const request = new Request(baseUrl + path, init(path));
    const { status } = await inTurn(() => send(request));
    if (status === 401) {
      onOver?.();
    }
    return status === 200;
  }

  /** All that are refused at once wait for the same answer. */
  function renewed(): Promise<boolean> {
    renewing ??= renew().finally(() => {
      renewing = undefined;
    });
    return renewing;
  }

  return async (request) => {
    // its body can be read once
    const again = request.clone();
    const response = await send(request);
    const isExpired = response.status === 401 && !WITHOUT_SESSION.test(new URL(request.url).pathname);
    return isExpired && (await renewed()) ? send(again) : response;
  };
}

/** Customers and staff may name their token in a body, which is empty for whoever has it as a cookie. */
function init(path: string): RequestInit {
  const common: RequestInit = { method: "POST", credentials: "same-origin" };
  const takesBody = path.startsWith("/api/v1/");
  return takesBody ? { ...common, body: "{}", headers: { "content-type": "application/json" } } : common;
}

/** A refresh token is good once, so the windows of a browser take turns. */
async function inTurn<T>(action: () => Promise<T>): Promise<T> {
  const locks = globalThis.navigator?.locks;
  return locks ? await locks.request(LOCK, action) : action();
}
