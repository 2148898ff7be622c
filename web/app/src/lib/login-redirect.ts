/** The page to open after a login. A page of another origin is never returned. */
export function returnPath(wanted: string | null, fallback: string): string {
  if (!wanted?.startsWith("/")) {
    return fallback;
  }
  const { origin, pathname, search } = new URL(wanted, location.origin);
  return origin === location.origin ? pathname + search : fallback;
}

/** The URL of the login page that leads back to the current page. */
export function loginUrl(isSessionOver = false): string {
  const { pathname, search } = location;
  const page = pathname.startsWith("/admin") ? "/admin/login/" : "/login/";
  const query = new URLSearchParams();
  if (pathname + search !== "/") {
    query.set("next", pathname + search);
  }
  if (isSessionOver) {
    query.set("ended", "1");
  }
  return query.size > 0 ? `${page}?${query}` : page;
}

export function isLoginPage(pathname: string): boolean {
  return /^(\/admin)?\/login\/?$/.test(pathname);
}
