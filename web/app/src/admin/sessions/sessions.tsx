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
import * as m from "@/paraglide/messages";
import { PageHeader } from "@/shell/page-header";

const COLUMNS: Column<SessionRow>[] = [
  {
    title: m.admin_sessions_column_title(),
    className: "min-w-56",
    cell: ({ id, title }) => (
      <>
        <Link href={`/admin/session/?id=${id}`} className="font-medium text-link hover:underline">
          {title ?? m.admin_sessions_untitled()}
        </Link>
        <span className="block font-mono text-xs whitespace-nowrap text-muted">{id}</span>
      </>
    ),
  },
  { title: m.admin_sessions_mode(), cell: ({ mode }) => <Badge>{MODE_LABELS[mode]}</Badge> },
  {
    title: m.admin_sessions_user(),
    className: "whitespace-nowrap",
    cell: ({ user_name, user_email }) => (
      <>
        {user_name}
        <span className="block text-xs text-muted">{user_email}</span>
      </>
    ),
  },
  { title: m.admin_sessions_messages(), className: "text-right tabular-nums", cell: ({ message_count }) => whole(message_count) },
  { title: m.admin_sessions_created(), sort: "created_at", className: "whitespace-nowrap", cell: ({ created_at }) => dateTime(created_at) },
];

export function Sessions() {
  const state = useListState();
  const filters = { q: state.get("q"), mode: state.get("mode"), ...dayRange(state.get("from"), state.get("until")) };
  const list = useList<SessionRow>({ path: "/api/admin/sessions", state, filters });
  return (
    <>
      <PageHeader title={m.admin_sessions_title()} description={m.admin_sessions_description()} />
      <Filters>
        <SearchField label={m.admin_sessions_search()} state={state} />
        <Filter
          name="mode"
          label={m.admin_sessions_mode()}
          all={m.admin_sessions_modes_all()}
          choices={choices(MODE_LABELS)}
          state={state}
        />
        <DayFilter name="from" label={m.common_day_from()} state={state} />
        <DayFilter name="until" label={m.common_day_until()} state={state} />
      </Filters>
      <DataTable
        label={m.admin_sessions_title()}
        columns={COLUMNS}
        list={list}
        state={state}
        empty={m.admin_sessions_empty()}
        rowTestId="admin-session-row"
      />
    </>
  );
}
