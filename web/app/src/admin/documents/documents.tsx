"use client";

import type { Query } from "@tanstack/react-query";
import type { DocumentStatus } from "sisuiq-client";

import { DataTable, type Column } from "@/admin/lists/data-table";
import { Filter } from "@/admin/lists/filter";
import { Filters } from "@/admin/lists/filters";
import { SearchField } from "@/admin/lists/search-field";
import { useList } from "@/admin/lists/use-list";
import { useListState } from "@/admin/lists/use-list-state";
import { PageHeader } from "@/admin/page-header";
import type { DocumentRow, Page } from "@/admin/rows";
import { Badge } from "@/components/ui/badge";
import { dateTime, whole } from "@/lib/format";
import { choices, SOURCE_LABELS, STATUS_LABELS, TYPE_LABELS } from "@/lib/labels";
import { UploadList } from "@/uploads/upload-list";
import { useUploadQueue } from "@/uploads/use-upload-queue";

import { DocumentActions } from "./document-actions";

const VARIANTS: Record<DocumentStatus, "neutral" | "primary" | "danger"> = {
  pending: "neutral",
  processing: "neutral",
  ready: "primary",
  failed: "danger",
};

const COLUMNS: Column<DocumentRow>[] = [
  {
    title: "Name",
    sort: "name",
    className: "min-w-72",
    cell: ({ name, error_message }) => (
      <>
        <span className="font-medium wrap-anywhere">{name}</span>
        {error_message && <span className="block text-xs text-danger">{error_message}</span>}
      </>
    ),
  },
  { title: "Type", cell: ({ type }) => TYPE_LABELS[type] },
  { title: "Source", cell: ({ source }) => SOURCE_LABELS[source] },
  { title: "Status", cell: ({ status }) => <Badge variant={VARIANTS[status]}>{STATUS_LABELS[status]}</Badge> },
  { title: "Chunks", className: "text-right tabular-nums", cell: ({ chunk_count }) => whole(chunk_count) },
  { title: "Created", sort: "created_at", className: "whitespace-nowrap", cell: ({ created_at }) => dateTime(created_at) },
  { title: "Actions", className: "w-0", cell: (row) => <DocumentActions document={row} /> },
];

export function Documents() {
  const state = useListState();
  const queue = useUploadQueue(true);
  const { get } = state;
  const list = useList<DocumentRow>({
    path: "/api/admin/documents",
    state,
    filters: { q: get("q"), type: get("type"), source: get("source"), status: get("status") },
    refetchInterval: soonWhileSomeAreRead,
  });
  return (
    <>
      <PageHeader title="Documents" description="What answers are looked for in." />
      <div className="mb-8">
        <UploadList queue={queue} />
      </div>
      <Filters>
        <SearchField label="Search by name" state={state} />
        <Filter name="type" label="Type" all="All types" choices={choices(TYPE_LABELS)} state={state} />
        <Filter name="source" label="Source" all="All sources" choices={choices(SOURCE_LABELS)} state={state} />
        <Filter name="status" label="Status" all="Any status" choices={choices(STATUS_LABELS)} state={state} />
      </Filters>
      <DataTable label="Documents" columns={COLUMNS} list={list} state={state} empty="No document matches." />
    </>
  );
}

function soonWhileSomeAreRead({ state }: Query<Page<DocumentRow>>): number | false {
  const isUnderWay = state.data?.data.some(({ status }) => status === "pending" || status === "processing") ?? false;
  return isUnderWay ? 3_000 : false;
}
