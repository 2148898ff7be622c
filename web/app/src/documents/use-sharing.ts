"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { orThrow, type UserRole } from "sisuiq-client";

import { api } from "@/lib/api";

import { sharesKey } from "./use-shares";

export type Reader = { role: UserRole } | { userId: string };

interface Change {
  reader: Reader;
  isShared: boolean;
}

/** Lets a reader see a document, or takes that back. */
export function useSharing(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ reader, isShared }: Change) => share(id, reader, isShared),
    // also when it was refused: somebody else may have changed it meanwhile
    onSettled: () => queries.invalidateQueries({ queryKey: sharesKey(id) }),
  });
}

async function share(id: string, reader: Reader, isShared: boolean): Promise<void> {
  if ("role" in reader) {
    const init = { params: { path: { id, role: reader.role } } };
    const path = "/api/documents/{id}/shares/roles/{role}";
    await orThrow(isShared ? api.PUT(path, init) : api.DELETE(path, init));
  } else {
    const init = { params: { path: { id, user_id: reader.userId } } };
    const path = "/api/documents/{id}/shares/users/{user_id}";
    await orThrow(isShared ? api.PUT(path, init) : api.DELETE(path, init));
  }
}
