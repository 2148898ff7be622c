"use client";

import type { UserRow } from "@/admin/rows";
import { Badge } from "@/components/ui/badge";
import { dateTime, whole } from "@/lib/format";
import { choices, ROLE_LABELS } from "@/lib/labels";
import { type Column, DataTable } from "@/lists/data-table";
import { Filter } from "@/lists/filter";
import { Filters } from "@/lists/filters";
import { SearchField } from "@/lists/search-field";
import { useList } from "@/lists/use-list";
import { useListState } from "@/lists/use-list-state";
import { PageHeader } from "@/shell/page-header";

const COLUMNS: Column<UserRow>[] = [
  { title: "E-mail", sort: "email", cell: ({ email }) => <span className="font-medium">{email}</span> },
  { title: "Name", sort: "name", className: "whitespace-nowrap", cell: ({ name }) => name },
  { title: "Role", cell: ({ role }) => <Badge variant={role === "admin" ? "primary" : "neutral"}>{ROLE_LABELS[role]}</Badge> },
  { title: "Sessions", className: "text-right tabular-nums", cell: ({ session_count }) => whole(session_count) },
  { title: "Created", sort: "created_at", className: "whitespace-nowrap", cell: ({ created_at }) => dateTime(created_at) },
];

export function Users() {
  const state = useListState();
  const list = useList<UserRow>({ path: "/api/admin/users", state, filters: { q: state.get("q"), role: state.get("role") } });
  return (
    <>
      <PageHeader title="Users" description="All accounts." />
      <Filters>
        <SearchField label="Search by e-mail or name" state={state} />
        <Filter name="role" label="Role" all="All roles" choices={choices(ROLE_LABELS)} state={state} />
      </Filters>
      <DataTable label="Users" columns={COLUMNS} list={list} state={state} empty="No account matches." />
    </>
  );
}
