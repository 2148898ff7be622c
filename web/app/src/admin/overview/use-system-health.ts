"use client";

import { useQuery } from "@tanstack/react-query";
import { orThrow } from "sisuiq-client";

import { api } from "@/lib/api";

/** The health of the services, checked each minute. */
export function useSystemHealth() {
  return useQuery({
    queryKey: ["health"],
    queryFn: ({ signal }) => orThrow(api.GET("/api/health/detailed", { signal })),
    refetchInterval: 60_000,
  });
}
