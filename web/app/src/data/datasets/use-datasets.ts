"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type DatasetOut, orThrow } from "sisuiq-client";

import { api } from "@/lib/api";
import type { Page } from "@/lists/page";
import { pollWhileProcessing } from "@/lists/poll-while-processing";
import { type ListState, PAGE_SIZE } from "@/lists/use-list-state";

/** The key of all queries of the list. */
export const DATASETS = "datasets";

/** The page of the list of datasets for its state. */
export function useDatasets(state: ListState) {
  const q = state.get("q");
  const query = { limit: PAGE_SIZE, offset: (state.page - 1) * PAGE_SIZE, ...(q ? { q } : {}) };
  return useQuery<Page<DatasetOut>>({
    queryKey: [DATASETS, query],
    queryFn: async ({ signal }) => {
      const { datasets, total } = await orThrow(api.GET("/api/datasets", { params: { query }, signal }));
      return { data: datasets, count: total };
    },
    placeholderData: keepPreviousData,
    refetchInterval: pollWhileProcessing,
  });
}
