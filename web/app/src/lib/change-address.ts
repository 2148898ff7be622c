/** Changes the address without loading a page. `push` makes the previous one reachable by Back. */
export function changeAddress(address: string, how: "push" | "replace"): void {
  if (location.pathname + location.search === address) {
    return;
  }
  if (how === "push") {
    history.pushState(null, "", address);
  } else {
    history.replaceState(null, "", address);
  }
}

/** The current address with other query parameters; null removes one. */
export function currentAddressWith(changes: Record<string, string | null>): string {
  return addressWith(location.pathname, location.search, changes);
}

export function addressWith(path: string, query: string, changes: Record<string, string | null>): string {
  const parameters = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) {
      parameters.delete(name);
    } else {
      parameters.set(name, value);
    }
  }
  return parameters.size > 0 ? `${path}?${parameters}` : path;
}
