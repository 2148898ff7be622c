"use client";

import { useState } from "react";
import type { AccessRequestStatus, UserRole } from "sisuiq-client";
import type { AccessRequestRow } from "@/admin/rows";
import { userAddress } from "@/admin/users/address";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { dateTime } from "@/lib/format";
import { ROLE_LABELS } from "@/lib/labels";
import { type Column, DataTable } from "@/lists/data-table";
import { Filter } from "@/lists/filter";
import { Filters } from "@/lists/filters";
import { useList } from "@/lists/use-list";
import { useListState } from "@/lists/use-list-state";
import { useOpened } from "@/lists/use-opened";
import * as m from "@/paraglide/messages";
import { PageHeader } from "@/shell/page-header";

import { DecideButton } from "./decide-button";
import { OpenedRequest } from "./opened-request";

const STATES = [
  { value: "true", label: m.admin_access_status_waiting() },
  { value: "false", label: m.admin_access_status_decided() },
];

const BADGES: Record<AccessRequestStatus, { label: string; variant: "warning" | "primary" | "neutral" }> = {
  waiting: { label: m.admin_access_status_waiting(), variant: "warning" },
  granted: { label: m.admin_access_status_granted(), variant: "primary" },
  refused: { label: m.admin_access_status_refused(), variant: "neutral" },
};

export function AccessRequests() {
  const state = useListState();
  const { opened, open, close } = useOpened("request");
  // the decided request is closed before the list knows of it
  const [decided, setDecided] = useState("");
  const [done, setDone] = useState("");
  const list = useList<AccessRequestRow>({
    path: "/api/admin/access-requests",
    state,
    filters: { waiting: state.get("waiting") },
    isSorted: false,
  });
  const decide = (request: string) => {
    setDone("");
    open({ request });
  };
  const columns: Column<AccessRequestRow>[] = [
    {
      title: m.admin_access_person(),
      cell: ({ user_id, email, name }) => (
        <>
          <Link href={userAddress(user_id)} className="font-medium text-link hover:underline">
            {name}
          </Link>
          <span className="block text-xs text-muted">{email}</span>
        </>
      ),
    },
    { title: m.admin_access_reason(), className: "min-w-52 wrap-anywhere", cell: ({ reason }) => reason ?? "–" },
    { title: m.admin_access_requested(), className: "whitespace-nowrap", cell: ({ created_at }) => dateTime(created_at) },
    {
      title: m.admin_access_status(),
      cell: ({ status, granted_role }) => (
        <Badge variant={BADGES[status].variant}>
          {granted_role
            ? m.admin_access_granted_role({ status: BADGES[status].label, role: ROLE_LABELS[granted_role] })
            : BADGES[status].label}
        </Badge>
      ),
    },
    {
      title: m.admin_access_actions(),
      className: "w-0",
      cell: (request) => request.status === "waiting" && <DecideButton name={request.name} onClick={() => decide(request.id)} />,
    },
  ];
  return (
    <>
      <PageHeader title={m.admin_access_title()} description={m.admin_access_description()} />
      <Filters>
        <Filter name="waiting" label={m.admin_access_status()} all={m.admin_access_status_any()} choices={STATES} state={state} />
      </Filters>
      <p role="status" className="mb-2 text-[0.8125rem] text-muted empty:hidden">
        {done}
      </p>
      <DataTable label={m.admin_access_title()} columns={columns} list={list} state={state} empty={m.admin_access_empty()} />
      {opened && opened.request !== decided && list.data && (
        <OpenedRequest
          request={list.data.data.find(({ id }) => id === opened.request)}
          onClose={close}
          onDecided={({ name }, granted) => {
            setDecided(opened.request);
            setDone(describeDecision(name, granted));
            close();
          }}
        />
      )}
    </>
  );
}

function describeDecision(name: string, granted: UserRole | null): string {
  return granted ? m.admin_access_given_done({ name, role: ROLE_LABELS[granted] }) : m.admin_access_refused_done({ name });
}
