/** The address of an account. The ID is a query parameter, because exported pages have no dynamic paths. */
export function userAddress(id: string): string {
  return `/admin/user/?id=${id}`;
}

/** The parameter of an account that was just invited. Its page says so once, and removes it. */
export const INVITED = "invited";
