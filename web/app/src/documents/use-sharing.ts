"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { orThrow, type UserRole } from "sisuiq-client";

import { api } from "@/lib/api";

import { sharesKey } from "./use-shares";

export type Reader = { role: UserRole } | { userId: string } | { groupId: string };

interface Change {
  reader: Reader;
  isShared: boolean;
}

/** Grants or revokes access to a document. */
export function useSharing(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ reader, isShared }: Change) => share(id, reader, isShared),
    // also after an error: the shares may have changed meanwhile
    onSettled: () => queries.invalidateQueries({ queryKey: sharesKey(id) }),
  });
}

async function share(id: string, reader: Reader, isShared: boolean): Promise<void> {
  if ("role" in reader) {
    const init = { params: { path: { id, role: reader.role } } };
    const path = "/api/documents/{id}/shares/roles/{role}";
    await orThrow(isShared ? api.PUT(path, init) : api.DELETE(path, init));
  } else if ("groupId" in reader) {
    const init = { params: { path: { id, group_id: reader.groupId } } };
    const path = "/api/documents/{id}/shares/groups/{group_id}";
    await orThrow(isShared ? api.PUT(path, init) : api.DELETE(path, init));
  } else {
    const init = { params: { path: { id, user_id: reader.userId } } };
    const path = "/api/documents/{id}/shares/users/{user_id}";
    await orThrow(isShared ? api.PUT(path, init) : api.DELETE(path, init));
  }
}
