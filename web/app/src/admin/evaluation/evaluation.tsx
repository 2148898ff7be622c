"use client";

import type { RunRow } from "@/admin/rows";
import { Link } from "@/components/ui/link";
import { dateTime, duration, percent, whole } from "@/lib/format";
import { useSettled } from "@/lib/use-settled";
import { type Column, DataTable } from "@/lists/data-table";
import { useList } from "@/lists/use-list";
import { useListState } from "@/lists/use-list-state";
import { PageHeader } from "@/shell/page-header";

import { NoRuns } from "./no-runs";
import { RunChart, SHOWN } from "./run-chart";
import { RUNS, useLatestRuns } from "./use-runs";

const NUMBER = "text-right whitespace-nowrap tabular-nums";

const COLUMNS: Column<RunRow>[] = [
  {
    title: "Questions",
    className: "min-w-40",
    cell: ({ id, dataset_name, dataset_version, started_at }) => (
      <>
        <Link
          href={`/admin/evaluation/run/?id=${id}`}
          aria-label={`${dataset_name}, ${dateTime(started_at)}`}
          className="font-medium wrap-anywhere text-link hover:underline"
        >
          {dataset_name}
        </Link>
        <span className="block text-xs text-muted">Version {dataset_version}</span>
      </>
    ),
  },
  { title: "When", sort: "created_at", className: "whitespace-nowrap", cell: ({ created_at }) => dateTime(created_at) },
  { title: "Cases", className: NUMBER, cell: ({ total_cases }) => whole(total_cases) },
  { title: "Passed", className: NUMBER, cell: ({ passed_cases }) => whole(passed_cases) },
  { title: "Pass rate", className: NUMBER, cell: ({ pass_rate }) => percent(pass_rate) },
  { title: "Mean score", className: NUMBER, cell: ({ avg_score }) => percent(avg_score) },
  { title: "Mean time", className: NUMBER, cell: ({ avg_latency_ms }) => duration(avg_latency_ms) },
];

/** The list of evaluation runs, with a chart of the latest ones. */
export function Evaluation() {
  const state = useListState();
  const list = useList<RunRow>({ path: RUNS, state, filters: {} });
  const isShown = useSettled(useLatestRuns(SHOWN));
  return (
    <>
      <PageHeader title="Evaluation" description="Answer-quality test runs." />
      <RunChart />
      {isShown && <DataTable label="Runs" columns={COLUMNS} list={list} state={state} empty={<NoRuns />} rowTestId="run-row" />}
    </>
  );
}
