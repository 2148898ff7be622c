"use client";

import { useQuery } from "@tanstack/react-query";
import { orThrow } from "sisuiq-client";

import { api } from "@/lib/api";
import { isId } from "@/lib/is-id";

/** The key of a document and of everything that was loaded about it. */
export const DOCUMENT = "document";

export function useDocument(id: string, isWanted: boolean) {
  return useQuery({
    queryKey: [DOCUMENT, id],
    queryFn: ({ signal }) => orThrow(api.GET("/api/documents/{id}", { params: { path: { id } }, signal })),
    enabled: isWanted && isId(id),
    refetchInterval: ({ state }) => (state.data?.status === "pending" || state.data?.status === "processing" ? 3_000 : false),
  });
}

export function useVersions(id: string, isWanted: boolean) {
  return useQuery({
    queryKey: [DOCUMENT, id, "versions"],
    queryFn: ({ signal }) => orThrow(api.GET("/api/documents/{id}/versions", { params: { path: { id } }, signal })),
    enabled: isWanted,
  });
}
