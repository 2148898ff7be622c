interface Place {
  /** By default the first page. */
  page?: number | undefined;
  /** By default the current version. */
  version?: number | undefined;
  /** Whether the page of the document leads back to the list of the administration. A reload and a second tab do too. */
  isFromAdministration?: boolean;
}

/** The address of a document, at a page and in a version of it. */
export function documentAddress(id: string, { page, version, isFromAdministration = false }: Place = {}): string {
  const place = [
    page !== undefined && `&page=${page}`,
    version !== undefined && `&version=${version}`,
    isFromAdministration && "&from=admin",
  ];
  return `/documents/document/?id=${encodeURIComponent(id)}${place.filter(Boolean).join("")}`;
}
