"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { orThrow } from "sisuiq-client";
import type { GroupRow, MemberRow } from "@/admin/rows";
import { AccountStatusBadge } from "@/admin/users/account-status-badge";
import { userAddress } from "@/admin/users/address";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Link } from "@/components/ui/link";
import { api } from "@/lib/api";
import { focusHeading, isFocusLost } from "@/lib/focus";
import { dateTime } from "@/lib/format";
import { ROLE_LABELS } from "@/lib/labels";
import { type Column, DataTable } from "@/lists/data-table";
import { useList } from "@/lists/use-list";
import { useListState } from "@/lists/use-list-state";
import * as m from "@/paraglide/messages";

import { AddMember } from "./add-member";
import { membersPath, refreshGroup } from "./refresh-groups";

/** The members of a group, with their page in the address. */
export function Members({ group: { id, name } }: { group: GroupRow }) {
  const queries = useQueryClient();
  const headingId = useId();
  const section = useRef<HTMLElement>(null);
  const [removed, setRemoved] = useState<MemberRow | null>(null);
  const [message, setMessage] = useState("");
  const state = useListState();
  const list = useList<MemberRow>({ path: membersPath(id), state, filters: {}, isSorted: false });
  const remove = async (member: MemberRow) => {
    await orThrow(api.DELETE("/api/admin/groups/{id}/members/{user_id}", { params: { path: { id, user_id: member.user_id } } }));
    await refreshGroup(queries, id);
    setMessage(m.admin_groups_member_removed({ name: member.name }));
  };
  const close = () => {
    // the button that opened the dialog disappears with its row
    flushSync(() => setRemoved(null));
    if (isFocusLost()) {
      focusHeading(section.current);
    }
  };
  const columns: Column<MemberRow>[] = [
    {
      title: m.admin_groups_person(),
      cell: (member) => (
        <>
          <Link href={userAddress(member.user_id)} className="font-medium text-link hover:underline">
            {member.name}
          </Link>
          <span className="block text-xs text-muted">{member.email}</span>
        </>
      ),
    },
    {
      title: m.admin_groups_role(),
      cell: ({ role }) => <Badge variant={role === "admin" ? "primary" : "neutral"}>{ROLE_LABELS[role]}</Badge>,
    },
    { title: m.admin_groups_status(), cell: ({ status }) => <AccountStatusBadge status={status} /> },
    { title: m.admin_groups_added(), className: "whitespace-nowrap", cell: ({ created_at }) => dateTime(created_at) },
    {
      title: m.admin_groups_actions(),
      className: "w-0",
      cell: (member) => (
        <Button size="small" aria-label={m.admin_groups_member_remove_named({ name: member.name })} onClick={() => setRemoved(member)}>
          {m.common_remove()}
        </Button>
      ),
    },
  ];
  return (
    <section ref={section} aria-labelledby={headingId}>
      <h2 id={headingId} className="mb-3 text-sm font-semibold">
        {m.admin_groups_members()}
      </h2>
      <div className="mb-4 max-w-md">
        <AddMember
          groupId={id}
          listed={list.data?.data.map(({ user_id }) => user_id) ?? []}
          onAdded={(added) => setMessage(m.admin_groups_member_added({ name: added }))}
        />
        <p role="status" className="mt-1.5 text-[0.8125rem] text-muted empty:hidden">
          {message}
        </p>
      </div>
      <DataTable
        label={m.admin_groups_members()}
        columns={columns}
        list={list}
        // a reset of the whole address would lose the group
        state={{ ...state, reset: () => state.set({}) }}
        empty={m.admin_groups_members_none()}
        rowTestId="member-row"
      />
      {removed && (
        <ConfirmDialog
          isOpen
          onClose={close}
          title={m.admin_groups_member_remove_title({ name: removed.name })}
          description={m.admin_groups_member_remove_description({ email: removed.email, group: name })}
          action={m.common_remove()}
          onConfirm={() => remove(removed)}
        />
      )}
    </section>
  );
}
