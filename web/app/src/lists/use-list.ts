"use client";

import { keepPreviousData, type Query, useQuery } from "@tanstack/react-query";

import { apiGet } from "@/lib/api";

import type { Page } from "./page";
import { type ListState, PAGE_SIZE } from "./use-list-state";

interface ListQuery<Row, Out extends Page<Row>> {
  path: string;
  state: ListState;
  /** Filters as query parameters. */
  filters: Record<string, string>;
  isSorted?: boolean;
  /** Milliseconds until the next refetch, or false. */
  refetchInterval?: (query: Query<Out>) => number | false;
}

/** Fetches the page of a list for its state. */
export function useList<Row, Out extends Page<Row> = Page<Row>>(list: ListQuery<Row, Out>) {
  const { path, state, filters, isSorted = true, refetchInterval } = list;
  const query = new URLSearchParams({ limit: String(PAGE_SIZE), offset: String((state.page - 1) * PAGE_SIZE) });
  for (const [name, value] of Object.entries({ ...filters, ...(isSorted ? { sort: state.sort } : {}) })) {
    if (value !== "") {
      query.set(name, value);
    }
  }
  const address = `${path}?${query}`;
  return useQuery<Out>({
    queryKey: [path, address],
    queryFn: ({ signal }) => apiGet<Out>(address, { signal }),
    placeholderData: keepPreviousData,
    ...(refetchInterval ? { refetchInterval } : {}),
  });
}
