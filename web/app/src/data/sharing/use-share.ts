"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { orThrow, type ShareIn, type ShareOut } from "sisuiq-client";

import { api } from "@/lib/api";
import { isNotFound } from "@/lib/not-found";

const keyOf = (id: string) => ["dataset-share", id];
const parametersOf = (id: string) => ({ params: { path: { id } } });

/** The link of a dataset; null while there is none. */
export function useShare(id: string) {
  return useQuery<ShareOut | null>({
    queryKey: keyOf(id),
    queryFn: ({ signal }) => unlessMissing(orThrow(api.GET("/api/datasets/{id}/share", { ...parametersOf(id), signal }))),
    // its uses are counted by others
    staleTime: 0,
  });
}

/** Creates the link, or changes what it allows. */
export function usePutShare(id: string, onDone: (share: ShareOut) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: ShareIn) => orThrow(api.POST("/api/datasets/{id}/share", { ...parametersOf(id), body })),
    onSuccess(share) {
      queries.setQueryData(keyOf(id), share);
      onDone(share);
    },
  });
}

/** Ends the link. One that has ended meanwhile is what was wanted. */
export function useEndShare(id: string, onDone: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => unlessMissing(orThrow(api.DELETE("/api/datasets/{id}/share", parametersOf(id)))),
    onSuccess() {
      queries.setQueryData(keyOf(id), null);
      onDone();
    },
  });
}

async function unlessMissing<Data>(request: Promise<Data>): Promise<Data | null> {
  try {
    return await request;
  } catch (error) {
    if (isNotFound(error)) {
      return null;
    }
    throw error;
  }
}
