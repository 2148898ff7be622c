"use client";

import { useEffect } from "react";
import type { DocumentRow } from "@/admin/rows";
import { StatusBadge } from "@/components/status-badge";
import { Link } from "@/components/ui/link";
import { DocumentActions } from "@/documents/document-actions";
import { describeText, hasNoText } from "@/lib/describe-text";
import { documentAddress } from "@/lib/document-address";
import { dateTime, whole } from "@/lib/format";
import { choices, SOURCE_LABELS, STATUS_LABELS, TYPE_LABELS } from "@/lib/labels";
import { type Column, DataTable } from "@/lists/data-table";
import { Filter } from "@/lists/filter";
import { Filters } from "@/lists/filters";
import { pollWhileProcessing } from "@/lists/poll-while-processing";
import { SearchField } from "@/lists/search-field";
import { useList } from "@/lists/use-list";
import { useListState } from "@/lists/use-list-state";
import * as m from "@/paraglide/messages";
import { PageHeader } from "@/shell/page-header";
import { UploadList } from "@/uploads/upload-list";
import { uploadStore } from "@/uploads/upload-store";

const COLUMNS: Column<DocumentRow>[] = [
  {
    title: m.admin_documents_name(),
    sort: "name",
    className: "min-w-72",
    cell: (document) => (
      <>
        <Link
          href={documentAddress(document.id, { isFromAdministration: true })}
          className="font-medium wrap-anywhere text-link hover:underline"
        >
          {document.name}
        </Link>
        <span className="block text-xs text-muted">{describeText(document).join(" · ")}</span>
        {document.error_message && <span className="block text-xs text-danger">{document.error_message}</span>}
      </>
    ),
  },
  { title: m.admin_documents_type(), cell: ({ type }) => TYPE_LABELS[type] },
  { title: m.admin_documents_source(), cell: ({ source }) => SOURCE_LABELS[source] },
  { title: m.admin_documents_status(), cell: (document) => <StatusBadge status={document.status} hasNoText={hasNoText(document)} /> },
  { title: m.admin_documents_chunks(), className: "text-right tabular-nums", cell: ({ chunk_count }) => whole(chunk_count) },
  {
    title: m.admin_documents_created(),
    sort: "created_at",
    className: "whitespace-nowrap",
    cell: ({ created_at }) => dateTime(created_at),
  },
  { title: m.admin_documents_actions(), className: "w-0", cell: (row) => <DocumentActions document={row} isAdmin /> },
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
      <PageHeader title={m.admin_documents_title()} description={m.admin_documents_description()} />
      <div className="mb-8">
        <UploadList isAdmin />
      </div>
      <Filters>
        <SearchField label={m.admin_documents_search()} state={state} />
        <Filter
          name="type"
          label={m.admin_documents_type()}
          all={m.admin_documents_types_all()}
          choices={choices(TYPE_LABELS)}
          state={state}
        />
        <Filter
          name="source"
          label={m.admin_documents_source()}
          all={m.admin_documents_sources_all()}
          choices={choices(SOURCE_LABELS)}
          state={state}
        />
        <Filter
          name="status"
          label={m.admin_documents_status()}
          all={m.admin_documents_status_any()}
          choices={choices(STATUS_LABELS)}
          state={state}
        />
      </Filters>
      <DataTable label={m.admin_documents_title()} columns={COLUMNS} list={list} state={state} empty={m.admin_documents_empty()} />
    </>
  );
}
