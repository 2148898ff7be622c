"use client";

import { useState } from "react";
import type { SnapshotRowOut } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import type { Figures } from "@/lib/figures";
import { dateTime, decimal, whole } from "@/lib/format";
import { useSettled } from "@/lib/use-settled";
import { type Column, DataTable } from "@/lists/data-table";
import { Filters } from "@/lists/filters";
import { SearchField } from "@/lists/search-field";
import { useList } from "@/lists/use-list";
import { useListState } from "@/lists/use-list-state";
import { PageHeader } from "@/shell/page-header";

import { NewestOutages } from "./newest-outages";
import { SnapshotDetails } from "./snapshot-details";
import { TableUpload } from "./table-upload";
import { useNewestTables } from "./use-newest-tables";

const NUMBER = "text-right tabular-nums";

export function Analytics() {
  const state = useListState();
  const [shown, setShown] = useState<SnapshotRowOut | null>(null);
  const isShown = useSettled(useNewestTables());
  const [isUploading, setUploading] = useState(false);
  const list = useList<SnapshotRowOut>({ path: "/api/admin/analytics", state, filters: { q: state.get("q") } });
  const columns: Column<SnapshotRowOut>[] = [
    {
      title: "Dataset",
      sort: "dataset_name",
      className: "min-w-48",
      cell: (row) => (
        <button type="button" className="text-left font-medium text-link hover:underline" onClick={() => setShown(row)}>
          {row.dataset_name}
        </button>
      ),
    },
    { title: "SAIDI", className: NUMBER, cell: (row) => figure(row, "saidi", decimal) },
    { title: "SAIFI", className: NUMBER, cell: (row) => figure(row, "saifi", decimal) },
    { title: "Events", className: NUMBER, cell: (row) => figure(row, "total_events", whole) },
    { title: "Customers affected", className: NUMBER, cell: (row) => figure(row, "total_customers_affected", whole) },
    { title: "Rows", className: NUMBER, cell: ({ row_count }) => (typeof row_count === "number" ? whole(row_count) : "–") },
    { title: "Created", sort: "created_at", className: "whitespace-nowrap", cell: ({ created_at }) => dateTime(created_at) },
  ];
  return (
    <>
      <PageHeader
        title="Analytics"
        description="Uploaded tables and their reliability indices."
        actions={
          <Button variant="primary" onClick={() => setUploading(true)}>
            Upload a table
          </Button>
        }
      />
      <NewestOutages />
      {isShown && (
        <>
          <Filters>
            <SearchField label="Search by name" state={state} />
          </Filters>
          <DataTable label="Tables" columns={columns} list={list} state={state} empty="No table matches." />
        </>
      )}
      {shown && <SnapshotDetails snapshot={shown} onClose={() => setShown(null)} />}
      {isUploading && <TableUpload onClose={() => setUploading(false)} />}
    </>
  );
}

function figure(
  { summary }: SnapshotRowOut,
  name: "saidi" | "saifi" | "total_events" | "total_customers_affected",
  format: (value: number) => string,
): string {
  const value = (summary as Figures)[name];
  return typeof value === "number" ? format(value) : "–";
}
