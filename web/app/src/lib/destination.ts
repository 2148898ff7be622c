/** Where to go after a login: a page of this origin, whatever the address of the login page says. */
export function destination(wanted: string | null, otherwise: string): string {
  if (!wanted?.startsWith("/")) {
    return otherwise;
  }
  const { origin, pathname, search } = new URL(wanted, location.origin);
  return origin === location.origin ? pathname + search : otherwise;
}

/** The login page that leads back here, and says so when a session has ended. */
export function loginPage(isSessionOver = false): string {
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
