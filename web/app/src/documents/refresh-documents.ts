import type { QueryClient } from "@tanstack/react-query";

import { DOCUMENT } from "./use-document";

const LISTS = ["/api/admin/documents", "/api/documents", "ready documents", DOCUMENT];

/** Invalidates every list of documents. */
export async function refreshDocuments(queries: QueryClient): Promise<void> {
  await Promise.all(LISTS.map((list) => queries.invalidateQueries({ queryKey: [list] })));
}
