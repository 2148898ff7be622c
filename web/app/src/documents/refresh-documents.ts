import type { QueryClient } from "@tanstack/react-query";

import { DOCUMENT } from "./use-document";

const LISTS = ["/api/admin/documents", "/api/documents", "ready documents", DOCUMENT];

/** The path of datasets of sanctions law, with which the paths of their lists begin. */
const LAW_DATASETS = "/api/v1/knowledge/datasets";

/** Invalidates every list of documents. */
export async function refreshDocuments(queries: QueryClient): Promise<void> {
  const isOfDataset = ([list]: readonly unknown[]) => typeof list === "string" && list.startsWith(LAW_DATASETS);
  await Promise.all([
    ...LISTS.map((list) => queries.invalidateQueries({ queryKey: [list] })),
    queries.invalidateQueries({ predicate: ({ queryKey }) => isOfDataset(queryKey) }),
  ]);
}
