"use client";

import { useQuery } from "@tanstack/react-query";

import type { DatasetSource } from "./source";

/** The datasets that can be shown beside one; undefined until they are known. */
export function useOthers({ key, others }: DatasetSource) {
  return useQuery({
    queryKey: ["other-datasets", key],
    queryFn: ({ signal }) => others?.list(signal) ?? [],
    enabled: others !== null,
    staleTime: 60_000,
  });
}

/** The columns of another dataset. */
export function useOtherColumns({ others }: DatasetSource, other: string) {
  return useQuery({
    queryKey: ["other-columns", other],
    queryFn: ({ signal }) => others?.columns(other, signal) ?? [],
    enabled: others !== null && other !== "",
    staleTime: 60_000,
  });
}
