"use client";

import { Plus } from "lucide-react";
import type { DocumentOut } from "sisuiq-client";
import { StatusBadge } from "@/components/status-badge";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { describeText, hasNoText } from "@/lib/describe-text";
import { documentAddress } from "@/lib/document-address";
import { bytes, dateTime } from "@/lib/format";
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
import { uploadStore } from "@/uploads/upload-store";
import { AccessCell } from "./access-cell";
import { ManagedActions } from "./managed-actions";

interface Props {
  isAdmin: boolean;
  mayUpload: boolean;
}

/** The documents the user has access to, with actions for those they manage. */
export function DocumentList({ isAdmin, mayUpload }: Props) {
  const state = useListState();
  const [q, status] = [state.get("q"), state.get("status")];
  const list = useList<DocumentOut>({
    path: "/api/documents",
    state,
    filters: { q, status },
    isSorted: false,
    refetchInterval: pollWhileProcessing,
  });
  const columns: Column<DocumentOut>[] = [
    { title: m.documents_name(), className: "min-w-44 sm:min-w-64", cell: (document) => <NameCell document={document} /> },
    {
      title: m.documents_status(),
      cell: (document) => <StatusBadge status={document.status} progress={document.progress} hasNoText={hasNoText(document)} />,
    },
    { title: m.documents_access(), className: "min-w-36", cell: (document) => <AccessCell document={document} isAdmin={isAdmin} /> },
    { title: m.documents_type(), cell: ({ type }) => TYPE_LABELS[type] },
    { title: m.documents_source(), className: "whitespace-nowrap", cell: ({ source }) => SOURCE_LABELS[source] },
    { title: m.documents_added(), className: "whitespace-nowrap", cell: ({ created_at }) => dateTime(created_at) },
    { title: m.documents_actions(), className: "w-0", cell: (document) => <ManagedActions document={document} isAdmin={isAdmin} /> },
  ];
  return (
    <>
      <PageHeader
        title={m.documents_title()}
        description={m.documents_description()}
        actions={
          mayUpload && (
            <Button variant="primary" onClick={uploadStore.show}>
              <Plus />
              {m.documents_add()}
            </Button>
          )
        }
      />
      <Filters>
        <SearchField label={m.documents_search()} state={state} />
        <Filter name="status" label={m.documents_status()} all={m.documents_status_any()} choices={choices(STATUS_LABELS)} state={state} />
      </Filters>
      <DataTable
        label={m.documents_title()}
        columns={columns}
        list={list}
        state={state}
        empty={emptyText(q, status, mayUpload)}
        rowTestId="document-row"
      />
    </>
  );
}

function emptyText(q: string, status: string, mayUpload: boolean): string {
  if (q) {
    return m.documents_no_match();
  }
  if (status) {
    return m.documents_none_with_status();
  }
  return mayUpload ? m.documents_none_add() : m.documents_none();
}

function NameCell({ document }: { document: DocumentOut }) {
  const { id, name, version, pages, size, error } = document;
  const facts = [
    version > 1 && m.documents_version({ version }),
    typeof pages === "number" && m.documents_pages({ count: pages }),
    ...describeText(document),
    typeof size === "number" && bytes(size),
  ];
  return (
    <>
      <Link href={documentAddress(id)} className="font-medium wrap-anywhere text-link hover:underline">
        {name}
      </Link>
      <span className="block text-xs text-muted">{facts.filter(Boolean).join(" · ")}</span>
      {error && <span className="block text-xs text-danger">{error.detail}</span>}
    </>
  );
}
