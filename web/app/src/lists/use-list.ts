"use client";

import { keepPreviousData, useQuery, type Query } from "@tanstack/react-query";

import { apiGet } from "@/lib/api";

import type { Page } from "./page";
import { PAGE_SIZE, type ListState } from "./use-list-state";

interface Asked<Row> {
  path: string;
  state: ListState;
  /** The query parameters that are filters. */
  filters: Record<string, string>;
  isSorted?: boolean;
  /** How soon to look again, while that is worth it. */
  refetchInterval?: (query: Query<Page<Row>>) => number | false;
}

/** The page of a list that its state names. */
export function useList<Row>({ path, state, filters, isSorted = true, refetchInterval }: Asked<Row>) {
  const query = new URLSearchParams({ limit: String(PAGE_SIZE), offset: String((state.page - 1) * PAGE_SIZE) });
  for (const [name, value] of Object.entries({ ...filters, ...(isSorted ? { sort: state.sort } : {}) })) {
    if (value !== "") {
      query.set(name, value);
    }
  }
  const address = `${path}?${query}`;
  return useQuery<Page<Row>>({
    queryKey: [path, address],
    queryFn: ({ signal }) => apiGet<Page<Row>>(address, { signal }),
    placeholderData: keepPreviousData,
    ...(refetchInterval ? { refetchInterval } : {}),
  });
}
