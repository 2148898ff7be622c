import type { QueryClient } from "@tanstack/react-query";

const LISTS = ["/api/admin/documents", "/api/documents", "ready documents"];

/** Has every list of documents read again. */
export async function refreshDocuments(queries: QueryClient): Promise<void> {
  await Promise.all(LISTS.map((list) => queries.invalidateQueries({ queryKey: [list] })));
}
