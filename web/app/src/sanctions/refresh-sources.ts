import type { QueryClient } from "@tanstack/react-query";

import { SOURCES } from "./sources/use-sources";

/** The key of all queries of one source. */
export const SOURCE = "source";

/** The path of the runs of a source, which is the key of their lists. */
export const runsPath = (id: string) => `/api/v1/sources/${id}/runs`;

/** Fetches all sources again, with their freshness. */
export async function refreshSources(queries: QueryClient): Promise<void> {
  await Promise.all([SOURCES, SOURCE].map((key) => queries.invalidateQueries({ queryKey: [key] })));
}
