"use client";

import type { DocumentOut } from "sisuiq-client";

import { StatusBadge } from "@/components/status-badge";
import { Link } from "@/components/ui/link";
import { describeText, hasNoText } from "@/lib/describe-text";
import { documentAddress } from "@/lib/document-address";
import { bytes, dateTime } from "@/lib/format";
import { type Column, DataTable } from "@/lists/data-table";
import { pollWhileProcessing } from "@/lists/poll-while-processing";
import { useList } from "@/lists/use-list";
import { useListState } from "@/lists/use-list-state";
import * as m from "@/paraglide/messages";
import { LAW_DATASETS } from "@/sanctions/datasets/use-law-datasets";

import { describeLaw } from "./describe-law";

const COLUMNS: Column<DocumentOut>[] = [
  {
    title: m.lawsets_document(),
    className: "min-w-44 sm:min-w-64",
    cell: (document) => {
      const { id, name, pages, size, error } = document;
      const facts = [
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
    },
  },
  {
    title: m.lawsets_act(),
    className: "min-w-40",
    cell: ({ law }) =>
      law && (
        <>
          <span className="wrap-anywhere">{law.act ?? m.lawsets_act_unknown()}</span>
          <span className="block text-xs text-muted">{describeLaw(law).join(" · ")}</span>
        </>
      ),
  },
  {
    title: m.documents_status(),
    cell: (document) => <StatusBadge status={document.status} progress={document.progress} hasNoText={hasNoText(document)} />,
  },
  { title: m.documents_added(), className: "whitespace-nowrap", cell: ({ created_at }) => dateTime(created_at) },
];

/** The documents of a dataset that the caller may see, newest first. */
export function DatasetDocuments({ name, mayAdd }: { name: string; mayAdd: boolean }) {
  const state = useListState();
  const path = `${LAW_DATASETS}/${encodeURIComponent(name)}/documents`;
  const list = useList<DocumentOut>({ path, state, filters: {}, isSorted: false, refetchInterval: pollWhileProcessing });
  return (
    <DataTable
      label={m.lawsets_documents_of({ name })}
      columns={COLUMNS}
      list={list}
      state={state}
      empty={mayAdd ? m.lawsets_no_documents_add() : m.lawsets_no_documents()}
      rowTestId="document-row"
    />
  );
}
