/** The row after which the next part of results begins, from the header `Link`; null after the last part. */
export function nextAfter(link: string | null): number | null {
  const row = /[?&]after=(\d+)[^>]*>/.exec(link ?? "")?.[1];
  return row === undefined ? null : Number(row);
}

/** The rows of a part of results, which begins with the headings. */
export function withoutHeadings(part: string): string {
  const end = part.indexOf("\n");
  return end < 0 ? "" : part.slice(end + 1);
}
