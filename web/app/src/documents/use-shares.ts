"use client";

import { useQuery } from "@tanstack/react-query";
import { ApiError, orThrow, type SharesOut } from "sisuiq-client";

import { api } from "@/lib/api";

export const sharesKey = (id: string) => ["shares", id];

/** The people, roles and groups a document is shared with; `null` when the user may not see them. */
export function useShares(id: string, isWanted = true) {
  return useQuery<SharesOut | null>({
    queryKey: sharesKey(id),
    queryFn: async ({ signal }) => {
      try {
        return await orThrow(api.GET("/api/documents/{id}/shares", { params: { path: { id } }, signal }));
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) {
          return null;
        }
        throw error;
      }
    },
    enabled: isWanted,
    staleTime: 60_000,
  });
}
