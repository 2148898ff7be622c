"use client";

import type { DocumentAccess, SnapshotOut } from "sisuiq-client";
import { StatusBadge } from "@/components/status-badge";
import { bytes, dateTime } from "@/lib/format";
import { choices, STATUS_LABELS } from "@/lib/labels";
import { type Column, DataTable } from "@/lists/data-table";
import { Filter } from "@/lists/filter";
import { Filters } from "@/lists/filters";
import { pollWhileProcessing } from "@/lists/poll-while-processing";
import { SearchField } from "@/lists/search-field";
import { useList } from "@/lists/use-list";
import { useListState } from "@/lists/use-list-state";
import { useOpened } from "@/lists/use-opened";
import * as m from "@/paraglide/messages";
import { PageHeader } from "@/shell/page-header";

import { TableDetails } from "./deferred-table-details";

/** Tables are not shared: those of administrators are for everyone, all others for their owner. */
const ACCESS_LABELS: Record<DocumentAccess, string> = { everyone: m.tables_access_everyone(), owner: m.tables_access_only_you() };

/** The tables that the account may read. */
export function TableList() {
  const state = useListState();
  const status = state.get("status");
  const q = state.get("q");
  const { opened, open, close } = useOpened("table");
  const list = useList<SnapshotOut>({
    path: "/api/ingest/data",
    state,
    filters: { status, q },
    isSorted: false,
    refetchInterval: pollWhileProcessing,
  });
  const columns: Column<SnapshotOut>[] = [
    {
      title: m.tables_name(),
      className: "min-w-44 sm:min-w-64",
      cell: ({ id, dataset_name, error }) => (
        <>
          <button
            type="button"
            className="text-left font-medium wrap-anywhere text-link hover:underline"
            onPointerEnter={TableDetails.preload}
            onFocus={TableDetails.preload}
            onClick={() => open({ table: id })}
          >
            {dataset_name}
          </button>
          {error && <span className="block text-xs text-danger">{error.detail}</span>}
        </>
      ),
    },
    { title: m.tables_status(), cell: (table) => <StatusBadge status={table.status} /> },
    { title: m.tables_access(), className: "whitespace-nowrap", cell: ({ access }) => ACCESS_LABELS[access] },
    {
      title: m.tables_size(),
      className: "text-right whitespace-nowrap tabular-nums",
      cell: ({ size }) => (typeof size === "number" ? bytes(size) : "–"),
    },
    { title: m.tables_added(), className: "whitespace-nowrap", cell: ({ created_at }) => dateTime(created_at) },
  ];
  return (
    <>
      <PageHeader title={m.tables_title()} description={m.tables_description()} />
      <Filters>
        <SearchField label={m.tables_search()} state={state} />
        <Filter name="status" label={m.tables_status()} all={m.tables_status_any()} choices={choices(STATUS_LABELS)} state={state} />
      </Filters>
      <DataTable
        label={m.tables_title()}
        columns={columns}
        list={list}
        state={state}
        empty={status || q ? m.tables_no_match() : m.tables_none()}
        rowTestId="table-row"
      />
      {opened && <TableDetails key={opened.table} id={opened.table} known={knownOf(list.data?.data, opened.table)} onClose={close} />}
    </>
  );
}

function knownOf(rows: SnapshotOut[] | undefined, id: string): SnapshotOut | undefined {
  return rows?.find((row) => row.id === id);
}
