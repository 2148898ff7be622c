"use client";

import { useQuery } from "@tanstack/react-query";
import { orThrow } from "sisuiq-client";

import { api } from "@/lib/api";

export const DEAD_LETTERS = "/api/admin/dead-letters";

/** The dead-letter queue and its latest redrive. */
export function useDeadLetters() {
  return useQuery({
    queryKey: [DEAD_LETTERS],
    queryFn: ({ signal }) => orThrow(api.GET(DEAD_LETTERS, { signal })),
    refetchInterval: ({ state }) => (state.data?.redrive?.is_running ? 3_000 : 30_000),
  });
}
