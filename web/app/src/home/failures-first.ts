import type { DocumentOut } from "sisuiq-client";

/** More failures would leave no room for what is new. */
const FAILURES = 2;

/** The newest documents, behind failed ones that the account manages and so can do something about. */
export function failuresFirst(newest: DocumentOut[], failed: DocumentOut[], limit: number): DocumentOut[] {
  const own = failed.filter(({ may_be_managed }) => may_be_managed).slice(0, FAILURES);
  return [...new Map([...own, ...newest].map((document) => [document.id, document])).values()].slice(0, limit);
}
