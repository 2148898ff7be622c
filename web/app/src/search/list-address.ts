/** The address of a list that shows the matches of a query. */
export function listAddress(path: string, q: string): string {
  return `${path}?${new URLSearchParams({ q })}`;
}
