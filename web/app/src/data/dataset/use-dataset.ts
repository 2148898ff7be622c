"use client";

import { useQuery } from "@tanstack/react-query";
import { type DatasetDetailsOut, orThrow } from "sisuiq-client";

import { isProcessing } from "@/data/datasets/dataset";
import { api } from "@/lib/api";
import { isId } from "@/lib/is-id";

/** A dataset, fetched again while its file is being read. */
export function useDataset(id: string) {
  return useQuery<DatasetDetailsOut>({
    queryKey: ["dataset", id],
    queryFn: ({ signal }) => orThrow(api.GET("/api/datasets/{id}", { params: { path: { id } }, signal })),
    enabled: isId(id),
    refetchInterval: ({ state }) =>
      isProcessing(state.data) || (state.data?.status === "ready" && !state.data.copy_ready) ? 3_000 : false,
  });
}
