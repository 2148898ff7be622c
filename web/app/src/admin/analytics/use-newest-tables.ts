"use client";

import { useQuery } from "@tanstack/react-query";
import type { SnapshotRowOut } from "sisuiq-client";

import { apiGet } from "@/lib/api";
import type { Page } from "@/lists/page";

const PATH = "/api/admin/analytics";

/** The latest tables. */
export function useNewestTables() {
  return useQuery({
    queryKey: [PATH, "newest"],
    queryFn: ({ signal }) => apiGet<Page<SnapshotRowOut>>(`${PATH}?limit=10`, { signal }),
  });
}
