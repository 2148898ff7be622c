/** The address of a document, at a page and in a version of it; by default at the first page of the current version. */
export function documentAddress(id: string, page?: number, version?: number): string {
  const place = [page !== undefined && `&page=${page}`, version !== undefined && `&version=${version}`];
  return `/documents/document/?id=${encodeURIComponent(id)}${place.filter(Boolean).join("")}`;
}
