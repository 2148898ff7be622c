"use client";

import type { ListedScreeningBatchOut, ScreeningBatchesOut, ScreeningBatchStatus } from "sisuiq-client";

import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { whole } from "@/lib/counts";
import { dateTime } from "@/lib/format";
import { type Column, DataTable } from "@/lists/data-table";
import { useList } from "@/lists/use-list";
import { useListState } from "@/lists/use-list-state";
import * as m from "@/paraglide/messages";
import { batchAddress } from "@/sanctions/address";

import { BATCH_LABELS, isUnfinished } from "./batch-labels";

const VARIANTS: Record<ScreeningBatchStatus, "neutral" | "primary" | "danger"> = {
  uploading: "neutral",
  processing: "neutral",
  done: "primary",
  failed: "danger",
};

const NUMBER = "text-right tabular-nums";

const COLUMNS: Column<ListedScreeningBatchOut>[] = [
  {
    title: m.screening_batches_file(),
    className: "min-w-44",
    cell: ({ id, file_name, rows, error }) => (
      <>
        <Link href={batchAddress(id)} className="font-medium wrap-anywhere text-link hover:underline">
          {file_name}
        </Link>
        {rows.invalid > 0 && <span className="block text-xs text-muted">{m.screening_batches_invalid({ count: rows.invalid })}</span>}
        {error && <span className="block text-xs text-danger">{error.text}</span>}
      </>
    ),
  },
  { title: m.screening_batches_status(), cell: ({ status }) => <Badge variant={VARIANTS[status]}>{BATCH_LABELS[status]}</Badge> },
  { title: m.screening_batch_rows(), className: NUMBER, cell: ({ rows }) => whole(rows.total) },
  { title: m.screening_batch_with_hits(), className: NUMBER, cell: ({ rows }) => whole(rows.with_hits) },
  { title: m.screening_batch_alerts(), className: NUMBER, cell: ({ alerts_opened }) => whole(alerts_opened) },
  { title: m.screening_batches_created(), className: "whitespace-nowrap", cell: ({ created_at }) => dateTime(created_at) },
];

/** The files that the account may see, newest first, fetched again while one of them is worked on. */
export function BatchList() {
  const state = useListState();
  const list = useList<ListedScreeningBatchOut, ScreeningBatchesOut>({
    path: "/api/v1/knowledge/screen/batch",
    state,
    filters: {},
    isSorted: false,
    refetchInterval: ({ state: { data } }) => (data?.data.some(isUnfinished) ? 5_000 : false),
  });
  return (
    <section aria-labelledby="batches" className="mt-6">
      <h2 id="batches" className="mb-3 text-base font-semibold">
        {m.screening_batches_title()}
      </h2>
      <DataTable
        label={m.screening_batches_title()}
        columns={COLUMNS}
        list={list}
        state={state}
        empty={m.screening_batches_none()}
        rowTestId="batch-row"
      />
    </section>
  );
}
