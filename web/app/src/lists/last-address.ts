/** The query of each list by its path. A reload forgets it. */
const queries = new Map<string, string>();

/** Remembers the state of a list, so that its detail pages lead back to it. */
export function rememberList(path: string, query: string): void {
  queries.set(path, query);
}

/** The address of a list in the state in which it was shown last. */
export function lastAddress(path: string): string {
  const query = queries.get(path);
  return query ? `${path}?${query}` : path;
}
