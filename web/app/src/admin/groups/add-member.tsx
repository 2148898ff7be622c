"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { orThrow } from "sisuiq-client";

import { AddBySearch } from "@/documents/add-by-search";
import { api } from "@/lib/api";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";

import { refreshGroup } from "./refresh-groups";

interface Props {
  groupId: string;
  /** The IDs of the members that are listed. */
  listed: string[];
  onAdded: (name: string) => void;
}

/** Adds an account to a group. Adding a member again changes nothing. */
export function AddMember({ groupId, listed, onAdded }: Props) {
  const queries = useQueryClient();
  const addition = useMutation({
    mutationFn: ({ id }: { id: string; name: string }) =>
      orThrow(api.PUT("/api/admin/groups/{id}/members/{user_id}", { params: { path: { id: groupId, user_id: id } } })),
    async onSuccess(_, { name }) {
      await refreshGroup(queries, groupId);
      onAdded(name);
    },
  });
  return (
    <AddBySearch
      label={m.admin_groups_member_add()}
      action={m.admin_groups_member_add_action()}
      actionFor={(name) => m.admin_groups_member_add_named({ name })}
      known={listed}
      knownAs={m.admin_groups_member_known()}
      includesGuests
      isBusy={addition.isPending}
      failure={addition.error ? explain(addition.error) : undefined}
      onAdd={(account, callbacks) => addition.mutate(account, callbacks)}
    />
  );
}
