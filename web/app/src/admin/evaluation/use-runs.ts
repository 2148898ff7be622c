"use client";

import { useQuery } from "@tanstack/react-query";
import { orThrow } from "sisuiq-client";

import { api } from "@/lib/api";

export const RUNS = "/api/admin/evaluations";

/** The latest runs of the dataset that was run last, oldest first. Runs of other datasets are not comparable. */
export function useLatestRuns(limit: number) {
  return useQuery({
    queryKey: [RUNS, "latest", limit],
    queryFn: ({ signal }) => orThrow(api.GET(RUNS, { params: { query: { limit } }, signal })),
    select: ({ data }) => data.filter(({ dataset_name }) => dataset_name === data[0]?.dataset_name).reverse(),
  });
}

export function useRun(id: string) {
  return useQuery({
    queryKey: ["/api/admin/evaluations/{id}", id],
    queryFn: ({ signal }) => orThrow(api.GET("/api/admin/evaluations/{id}", { params: { path: { id } }, signal })),
    enabled: id !== "",
    // a stored run does not change
    staleTime: Infinity,
  });
}
