"use client";

import type { GroupShareOut } from "sisuiq-client";

import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";

import { AccessList } from "./access-list";
import { ShareWithGroup } from "./share-with-group";
import { useGroups } from "./use-groups";
import { useSharing } from "./use-sharing";

interface Props {
  id: string;
  shared: GroupShareOut[];
}

/** The groups that a document is shared with. Nothing, as long as there are no groups. */
export function GroupAccess({ id, shared }: Props) {
  const groups = useGroups();
  const removal = useSharing(id);
  const error = removal.error ?? (groups.data ? null : groups.error);
  if (groups.data?.count === 0 && shared.length === 0) {
    return null;
  }
  const entries = shared.map(({ group_id, name }) => ({
    key: group_id,
    name,
    remove: () => removal.mutate({ reader: { groupId: group_id }, isShared: false }),
  }));
  return (
    <section aria-label={m.documents_groups()} aria-busy={removal.isPending}>
      <h3 className="mb-2 text-[0.8125rem] font-medium">{m.documents_groups()}</h3>
      <AccessList entries={entries} isBusy={removal.isPending} />
      {error && (
        <p role="alert" className="mb-3 text-[0.8125rem] text-danger">
          {explain(error)}
        </p>
      )}
      {groups.data && groups.data.count > 0 && <ShareWithGroup id={id} shared={shared.map(({ group_id }) => group_id)} />}
    </section>
  );
}
