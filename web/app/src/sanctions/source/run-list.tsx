"use client";

import type { RunCountsOut, SourceRunOut } from "sisuiq-client";

import { Link } from "@/components/ui/link";
import { dateTime, whole } from "@/lib/format";
import { choices } from "@/lib/labels";
import { type Column, DataTable } from "@/lists/data-table";
import { Filter } from "@/lists/filter";
import { Filters } from "@/lists/filters";
import { useList } from "@/lists/use-list";
import { useListState } from "@/lists/use-list-state";
import * as m from "@/paraglide/messages";
import { runAddress } from "@/sanctions/address";
import { RUN_LABELS, TRIGGER_LABELS } from "@/sanctions/labels";
import { runsPath } from "@/sanctions/refresh-sources";
import { runDuration } from "@/sanctions/run/describe-run";
import { RunBadge } from "@/sanctions/run/run-badge";

const countColumn = (title: string, count: (counts: RunCountsOut) => number): Column<SourceRunOut> => ({
  title,
  className: "text-right tabular-nums",
  cell: ({ counts }) => (counts ? whole(count(counts)) : "–"),
});

const COLUMNS: Column<SourceRunOut>[] = [
  {
    title: m.sources_run_requested(),
    className: "whitespace-nowrap",
    cell: ({ id, created_at }) => (
      <Link href={runAddress(id)} className="font-medium text-link hover:underline">
        {dateTime(created_at)}
      </Link>
    ),
  },
  {
    title: m.sources_run_status(),
    className: "min-w-40",
    cell: ({ status, error }) => (
      <>
        <RunBadge status={status} />
        {error && <span className="mt-1 block text-xs wrap-anywhere text-danger">{error.text}</span>}
      </>
    ),
  },
  { title: m.sources_run_trigger(), className: "whitespace-nowrap", cell: ({ trigger }) => TRIGGER_LABELS[trigger] },
  countColumn(m.sources_count_added(), ({ added }) => added),
  countColumn(m.sources_count_changed(), ({ changed }) => changed),
  countColumn(m.sources_count_removed(), ({ removed }) => removed),
  countColumn(m.sources_count_records(), ({ records }) => records),
  { title: m.sources_run_duration(), className: "text-right whitespace-nowrap tabular-nums", cell: (run) => runDuration(run) ?? "–" },
];

/** The runs of a source, newest first. */
export function RunList({ id }: { id: string }) {
  const state = useListState();
  const status = state.get("status");
  const list = useList<SourceRunOut>({ path: runsPath(id), state, filters: { status }, isSorted: false });
  // the source is in the address, too
  const reset = () => state.set({ status: "" });
  return (
    <section>
      <h2 className="mb-3 text-base font-semibold">{m.sources_runs()}</h2>
      <Filters>
        <Filter name="status" label={m.sources_run_status()} all={m.sources_run_status_any()} choices={choices(RUN_LABELS)} state={state} />
      </Filters>
      <DataTable
        label={m.sources_runs()}
        columns={COLUMNS}
        list={list}
        state={{ ...state, reset }}
        empty={status ? m.sources_runs_no_match() : m.sources_runs_none()}
        rowTestId="run-row"
      />
    </section>
  );
}
