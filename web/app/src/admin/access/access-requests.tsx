"use client";

import { useState } from "react";
import type { AccessRequestStatus } from "sisuiq-client";
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
import { PageHeader } from "@/shell/page-header";

import { DecideButton } from "./decide-button";
import { OpenedRequest } from "./opened-request";

const STATES = [
  { value: "true", label: "Waiting" },
  { value: "false", label: "Decided" },
];

const BADGES: Record<AccessRequestStatus, { label: string; variant: "warning" | "primary" | "neutral" }> = {
  waiting: { label: "Waiting", variant: "warning" },
  granted: { label: "Granted", variant: "primary" },
  refused: { label: "Refused", variant: "neutral" },
};

export function AccessRequests() {
  const state = useListState();
  const { opened, open, close } = useOpened("request");
  // the decided request is closed before the list knows of it
  const [decided, setDecided] = useState("");
  const list = useList<AccessRequestRow>({
    path: "/api/admin/access-requests",
    state,
    filters: { waiting: state.get("waiting") },
    isSorted: false,
  });
  const columns: Column<AccessRequestRow>[] = [
    {
      title: "Person",
      cell: ({ user_id, email, name }) => (
        <>
          <Link href={userAddress(user_id)} className="font-medium text-link hover:underline">
            {name}
          </Link>
          <span className="block text-xs text-muted">{email}</span>
        </>
      ),
    },
    { title: "Reason", className: "min-w-52 wrap-anywhere", cell: ({ reason }) => reason ?? "–" },
    { title: "Requested", className: "whitespace-nowrap", cell: ({ created_at }) => dateTime(created_at) },
    {
      title: "Status",
      cell: ({ status, granted_role }) => (
        <Badge variant={BADGES[status].variant}>
          {BADGES[status].label}
          {granted_role && `: ${ROLE_LABELS[granted_role]}`}
        </Badge>
      ),
    },
    {
      title: "Actions",
      className: "w-0",
      cell: (request) => request.status === "waiting" && <DecideButton name={request.name} onClick={() => open({ request: request.id })} />,
    },
  ];
  return (
    <>
      <PageHeader title="Access requests" description="Guests who ask for a role." />
      <Filters>
        <Filter name="waiting" label="Status" all="Any status" choices={STATES} state={state} />
      </Filters>
      <DataTable label="Access requests" columns={columns} list={list} state={state} empty="No requests." />
      {opened && opened.request !== decided && list.data && (
        <OpenedRequest
          request={list.data.data.find(({ id }) => id === opened.request)}
          onClose={close}
          onDecided={() => {
            setDecided(opened.request);
            close();
          }}
        />
      )}
    </>
  );
}
