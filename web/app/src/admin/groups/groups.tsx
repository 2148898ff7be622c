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
import * as m from "@/paraglide/messages";
import { PageHeader } from "@/shell/page-header";

import { groupAddress } from "./address";
import { NewGroupDialog } from "./new-group-dialog";

const COLUMNS: Column<GroupRow>[] = [
  {
    title: m.admin_groups_name(),
    className: "min-w-44",
    cell: ({ id, name }) => (
      <Link href={groupAddress(id)} className="font-medium wrap-anywhere text-link hover:underline">
        {name}
      </Link>
    ),
  },
  { title: m.admin_groups_members(), className: "text-right tabular-nums", cell: ({ member_count }) => whole(member_count) },
  { title: m.admin_groups_documents(), className: "text-right tabular-nums", cell: ({ document_count }) => whole(document_count) },
  { title: m.admin_groups_created(), className: "whitespace-nowrap", cell: ({ created_at }) => dateTime(created_at) },
];

export function Groups() {
  const state = useListState();
  const [isCreating, setCreating] = useState(false);
  const q = state.get("q");
  const list = useList<GroupRow>({ path: "/api/admin/groups", state, filters: { q }, isSorted: false });
  return (
    <>
      <PageHeader
        title={m.admin_groups_title()}
        description={m.admin_groups_description()}
        actions={
          <Button variant="primary" onClick={() => setCreating(true)}>
            <Plus />
            {m.admin_groups_new()}
          </Button>
        }
      />
      <Filters>
        <SearchField label={m.admin_groups_search()} maxLength={100} state={state} />
      </Filters>
      <DataTable
        label={m.admin_groups_title()}
        columns={COLUMNS}
        list={list}
        state={state}
        empty={q ? m.admin_groups_no_match() : m.admin_groups_none()}
        rowTestId="group-row"
      />
      {isCreating && <NewGroupDialog onClose={() => setCreating(false)} />}
    </>
  );
}
