"use client";

import { useQueryClient } from "@tanstack/react-query";
import { orThrow, type UserChangesIn } from "sisuiq-client";

import { api } from "@/lib/api";

/** Changes an account and refreshes what shows it. */
export function useUpdateUser(id: string) {
  const queries = useQueryClient();
  const refresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ["/api/admin/users/{id}", id] }),
      queries.invalidateQueries({ queryKey: ["/api/admin/users"] }),
    ]);
  const update = async (body: UserChangesIn) => {
    await orThrow(api.PATCH("/api/admin/users/{id}", { params: { path: { id } }, body }));
    await refresh();
  };
  return { update, refresh };
}
