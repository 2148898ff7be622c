"use client";

import type { SessionRow } from "@/admin/rows";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { dateTime, whole } from "@/lib/format";
import { choices, MODE_LABELS } from "@/lib/labels";
import { type Column, DataTable } from "@/lists/data-table";
import { DayFilter } from "@/lists/day-filter";
import { dayRange } from "@/lists/day-range";
import { Filter } from "@/lists/filter";
import { Filters } from "@/lists/filters";
import { SearchField } from "@/lists/search-field";
import { useList } from "@/lists/use-list";
import { useListState } from "@/lists/use-list-state";
import { PageHeader } from "@/shell/page-header";

const COLUMNS: Column<SessionRow>[] = [
  {
    title: "Title",
    className: "min-w-56",
    cell: ({ id, title }) => (
      <>
        <Link href={`/admin/session/?id=${id}`} className="font-medium text-link hover:underline">
          {title ?? "Untitled conversation"}
        </Link>
        <span className="block font-mono text-xs whitespace-nowrap text-muted">{id}</span>
      </>
    ),
  },
  { title: "Mode", cell: ({ mode }) => <Badge>{MODE_LABELS[mode]}</Badge> },
  {
    title: "User",
    className: "whitespace-nowrap",
    cell: ({ user_name, user_email }) => (
      <>
        {user_name}
        <span className="block text-xs text-muted">{user_email}</span>
      </>
    ),
  },
  { title: "Messages", className: "text-right tabular-nums", cell: ({ message_count }) => whole(message_count) },
  { title: "Created", sort: "created_at", className: "whitespace-nowrap", cell: ({ created_at }) => dateTime(created_at) },
];

export function Sessions() {
  const state = useListState();
  const filters = { q: state.get("q"), mode: state.get("mode"), ...dayRange(state.get("from"), state.get("until")) };
  const list = useList<SessionRow>({ path: "/api/admin/sessions", state, filters });
  return (
    <>
      <PageHeader title="Sessions" description="Conversations of all users." />
      <Filters>
        <SearchField label="Search in titles" state={state} />
        <Filter name="mode" label="Mode" all="All modes" choices={choices(MODE_LABELS)} state={state} />
        <DayFilter name="from" label="From" state={state} />
        <DayFilter name="until" label="to" state={state} />
      </Filters>
      <DataTable
        label="Sessions"
        columns={COLUMNS}
        list={list}
        state={state}
        empty="No conversation matches."
        rowTestId="admin-session-row"
      />
    </>
  );
}
