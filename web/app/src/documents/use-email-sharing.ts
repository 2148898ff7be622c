"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { orThrow } from "sisuiq-client";

import { api } from "@/lib/api";

import { sharesKey } from "./use-shares";

/** Grants or revokes access to a document by e-mail address. */
export function useEmailSharing(id: string) {
  const queries = useQueryClient();
  // also after an error: the shares may have changed meanwhile
  const onSettled = () => queries.invalidateQueries({ queryKey: sharesKey(id) });
  const add = useMutation({
    mutationFn: (email: string) => orThrow(api.POST("/api/documents/{id}/shares/emails", { params: { path: { id } }, body: { email } })),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: (share_id: string) =>
      orThrow(api.DELETE("/api/documents/{id}/shares/emails/{share_id}", { params: { path: { id, share_id } } })),
    onSettled,
  });
  return { add, remove };
}
