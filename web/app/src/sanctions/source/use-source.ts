"use client";

import { useQuery } from "@tanstack/react-query";
import { orThrow } from "sisuiq-client";

import { api } from "@/lib/api";
import { isId } from "@/lib/is-id";
import { SOURCE } from "@/sanctions/refresh-sources";

/** A watched source. */
export function useSource(id: string) {
  return useQuery({
    queryKey: [SOURCE, id],
    queryFn: ({ signal }) => orThrow(api.GET("/api/v1/sources/{id}", { params: { path: { id } }, signal })),
    enabled: isId(id),
    refetchInterval: 60_000,
  });
}
