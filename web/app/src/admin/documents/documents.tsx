"use client";

import { useEffect } from "react";
import type { DocumentRow } from "@/admin/rows";
import { Link } from "@/components/ui/link";
import { documentAddress } from "@/documents/address";
import { describeText, hasNoText } from "@/documents/describe-text";
import { DocumentActions } from "@/documents/document-actions";
import { pollWhileProcessing } from "@/documents/poll-while-processing";
import { StatusBadge } from "@/documents/status-badge";
import { dateTime, whole } from "@/lib/format";
import { choices, SOURCE_LABELS, STATUS_LABELS, TYPE_LABELS } from "@/lib/labels";
import { type Column, DataTable } from "@/lists/data-table";
import { Filter } from "@/lists/filter";
import { Filters } from "@/lists/filters";
import { SearchField } from "@/lists/search-field";
import { useList } from "@/lists/use-list";
import { useListState } from "@/lists/use-list-state";
import { PageHeader } from "@/shell/page-header";
import { UploadList } from "@/uploads/upload-list";
import { uploadStore } from "@/uploads/upload-store";

const COLUMNS: Column<DocumentRow>[] = [
  {
    title: "Name",
    sort: "name",
    className: "min-w-72",
    cell: (document) => (
      <>
        <Link href={documentAddress(document.id)} className="font-medium wrap-anywhere text-link hover:underline">
          {document.name}
        </Link>
        <span className="block text-xs text-muted">{describeText(document).join(" · ")}</span>
        {document.error_message && <span className="block text-xs text-danger">{document.error_message}</span>}
      </>
    ),
  },
  { title: "Type", cell: ({ type }) => TYPE_LABELS[type] },
  { title: "Source", cell: ({ source }) => SOURCE_LABELS[source] },
  { title: "Status", cell: (document) => <StatusBadge status={document.status} hasNoText={hasNoText(document)} /> },
  { title: "Chunks", className: "text-right tabular-nums", cell: ({ chunk_count }) => whole(chunk_count) },
  { title: "Created", sort: "created_at", className: "whitespace-nowrap", cell: ({ created_at }) => dateTime(created_at) },
  { title: "Actions", className: "w-0", cell: (row) => <DocumentActions document={row} isAdmin /> },
];

export function Documents() {
  const state = useListState();
  const { get } = state;
  useEffect(() => uploadStore.hide, []);
  const list = useList<DocumentRow>({
    path: "/api/admin/documents",
    state,
    filters: { q: get("q"), type: get("type"), source: get("source"), status: get("status") },
    refetchInterval: pollWhileProcessing,
  });
  return (
    <>
      <PageHeader title="Documents" description="Documents the copilot can use." />
      <div className="mb-8">
        <UploadList isAdmin />
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
