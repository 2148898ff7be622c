"use client";

import type { SnapshotRowOut } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import type { Figures } from "@/lib/figures";
import { dateTime, decimal, whole } from "@/lib/format";
import { useSettled } from "@/lib/use-settled";
import { type Column, DataTable } from "@/lists/data-table";
import { Filters } from "@/lists/filters";
import { SearchField } from "@/lists/search-field";
import { useDialogInAddress } from "@/lists/use-dialog-in-address";
import { useList } from "@/lists/use-list";
import { useListState } from "@/lists/use-list-state";
import { useOpened } from "@/lists/use-opened";
import * as m from "@/paraglide/messages";
import { PageHeader } from "@/shell/page-header";
import { TableDetails } from "@/tables/deferred-table-details";

import { NewestOutages } from "./newest-outages";
import { TableUpload } from "./table-upload";
import { useNewestTables } from "./use-newest-tables";

const NUMBER = "text-right tabular-nums";

export function Analytics() {
  const state = useListState();
  const { opened, open, close } = useOpened("table");
  const isShown = useSettled(useNewestTables());
  const [isUploading, setUploading] = useDialogInAddress(state, "upload");
  const list = useList<SnapshotRowOut>({ path: "/api/admin/analytics", state, filters: { q: state.get("q") } });
  const columns: Column<SnapshotRowOut>[] = [
    {
      title: m.admin_analytics_dataset(),
      sort: "dataset_name",
      className: "min-w-48",
      cell: (row) => (
        <button
          type="button"
          className="text-left font-medium text-link hover:underline"
          onPointerEnter={TableDetails.preload}
          onFocus={TableDetails.preload}
          onClick={() => open({ table: row.id })}
        >
          {row.dataset_name}
        </button>
      ),
    },
    { title: m.admin_analytics_saidi(), className: NUMBER, cell: (row) => figure(row, "saidi", decimal) },
    { title: m.admin_analytics_saifi(), className: NUMBER, cell: (row) => figure(row, "saifi", decimal) },
    { title: m.admin_analytics_events(), className: NUMBER, cell: (row) => figure(row, "total_events", whole) },
    { title: m.admin_analytics_customers_affected(), className: NUMBER, cell: (row) => figure(row, "total_customers_affected", whole) },
    {
      title: m.admin_analytics_rows(),
      className: NUMBER,
      cell: ({ row_count }) => (typeof row_count === "number" ? whole(row_count) : "–"),
    },
    {
      title: m.admin_analytics_created(),
      sort: "created_at",
      className: "whitespace-nowrap",
      cell: ({ created_at }) => dateTime(created_at),
    },
  ];
  return (
    <>
      <PageHeader
        title={m.admin_analytics_title()}
        description={m.admin_analytics_description()}
        actions={
          <Button variant="primary" onClick={() => setUploading(true)}>
            {m.admin_analytics_upload()}
          </Button>
        }
      />
      <NewestOutages />
      {isShown && (
        <>
          <Filters>
            <SearchField label={m.admin_analytics_search()} state={state} />
          </Filters>
          <DataTable label={m.admin_analytics_tables()} columns={columns} list={list} state={state} empty={m.admin_analytics_empty()} />
        </>
      )}
      {opened && (
        <TableDetails key={opened.table} id={opened.table} known={list.data?.data.find(({ id }) => id === opened.table)} onClose={close} />
      )}
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
