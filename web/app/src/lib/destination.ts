/** Where to go after a login: a page of this origin, whatever the address of the login page says. */
export function destination(wanted: string | null, otherwise: string): string {
  if (!wanted?.startsWith("/")) {
    return otherwise;
  }
  const { origin, pathname, search } = new URL(wanted, location.origin);
  return origin === location.origin ? pathname + search : otherwise;
}

/** The login page that leads back here. */
export function loginPage(): string {
  const { pathname, search } = location;
  const page = pathname.startsWith("/admin") ? "/admin/login/" : "/login/";
  const isStart = pathname + search === "/";
  return isStart ? page : `${page}?next=${encodeURIComponent(pathname + search)}`;
}

export function isLoginPage(pathname: string): boolean {
  return /^(\/admin)?\/login\/?$/.test(pathname);
}
