"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import type { GroupRow } from "@/admin/rows";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { dateTime, whole } from "@/lib/format";
import { type Column, DataTable } from "@/lists/data-table";
import { Filters } from "@/lists/filters";
import { SearchField } from "@/lists/search-field";
import { useList } from "@/lists/use-list";
import { useListState } from "@/lists/use-list-state";
import { PageHeader } from "@/shell/page-header";

import { groupAddress } from "./address";
import { NewGroupDialog } from "./new-group-dialog";

const COLUMNS: Column<GroupRow>[] = [
  {
    title: "Name",
    className: "min-w-44",
    cell: ({ id, name }) => (
      <Link href={groupAddress(id)} className="font-medium wrap-anywhere text-link hover:underline">
        {name}
      </Link>
    ),
  },
  { title: "Members", className: "text-right tabular-nums", cell: ({ member_count }) => whole(member_count) },
  { title: "Documents", className: "text-right tabular-nums", cell: ({ document_count }) => whole(document_count) },
  { title: "Created", className: "whitespace-nowrap", cell: ({ created_at }) => dateTime(created_at) },
];

export function Groups() {
  const state = useListState();
  const [isCreating, setCreating] = useState(false);
  const q = state.get("q");
  const list = useList<GroupRow>({ path: "/api/admin/groups", state, filters: { q }, isSorted: false });
  return (
    <>
      <PageHeader
        title="Groups"
        description="Groups of accounts that documents are shared with."
        actions={
          <Button variant="primary" onClick={() => setCreating(true)}>
            <Plus />
            New group
          </Button>
        }
      />
      <Filters>
        <SearchField label="Search by name" maxLength={100} state={state} />
      </Filters>
      <DataTable
        label="Groups"
        columns={COLUMNS}
        list={list}
        state={state}
        empty={q ? "No group matches." : "No groups yet. Create one to share documents with its members."}
        rowTestId="group-row"
      />
      {isCreating && <NewGroupDialog onClose={() => setCreating(false)} />}
    </>
  );
}
