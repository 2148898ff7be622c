"use client";

import type { RunRow } from "@/admin/rows";
import { Link } from "@/components/ui/link";
import { dateTime, duration, percent, whole } from "@/lib/format";
import { useSettled } from "@/lib/use-settled";
import { type Column, DataTable } from "@/lists/data-table";
import { useList } from "@/lists/use-list";
import { useListState } from "@/lists/use-list-state";
import * as m from "@/paraglide/messages";
import { PageHeader } from "@/shell/page-header";

import { NoRuns } from "./no-runs";
import { RunChart, SHOWN } from "./run-chart";
import { RUNS, useLatestRuns } from "./use-runs";

const NUMBER = "text-right whitespace-nowrap tabular-nums";

const COLUMNS: Column<RunRow>[] = [
  {
    title: m.admin_evaluation_questions(),
    className: "min-w-40",
    cell: ({ id, dataset_name, dataset_version, started_at }) => (
      <>
        <Link
          href={`/admin/evaluation/run/?id=${id}`}
          aria-label={m.admin_evaluation_run_link({ dataset: dataset_name, time: dateTime(started_at) })}
          className="font-medium wrap-anywhere text-link hover:underline"
        >
          {dataset_name}
        </Link>
        <span className="block text-xs text-muted">{m.admin_evaluation_version({ version: dataset_version })}</span>
      </>
    ),
  },
  { title: m.admin_evaluation_started(), className: "whitespace-nowrap", cell: ({ started_at }) => dateTime(started_at) },
  {
    title: m.admin_evaluation_published(),
    sort: "created_at",
    className: "whitespace-nowrap",
    cell: ({ created_at }) => dateTime(created_at),
  },
  { title: m.admin_evaluation_cases(), className: NUMBER, cell: ({ total_cases }) => whole(total_cases) },
  { title: m.admin_evaluation_passed(), className: NUMBER, cell: ({ passed_cases }) => whole(passed_cases) },
  { title: m.admin_evaluation_pass_rate(), className: NUMBER, cell: ({ pass_rate }) => percent(pass_rate) },
  { title: m.admin_evaluation_mean_score(), className: NUMBER, cell: ({ avg_score }) => percent(avg_score) },
  { title: m.admin_evaluation_mean_time(), className: NUMBER, cell: ({ avg_latency_ms }) => duration(avg_latency_ms) },
];

/** The list of evaluation runs, with a chart of the latest ones. */
export function Evaluation() {
  const state = useListState();
  const list = useList<RunRow>({ path: RUNS, state, filters: {} });
  const isShown = useSettled(useLatestRuns(SHOWN));
  return (
    <>
      <PageHeader title={m.admin_evaluation_title()} description={m.admin_evaluation_description()} />
      <RunChart />
      {isShown && (
        <DataTable label={m.admin_evaluation_runs()} columns={COLUMNS} list={list} state={state} empty={<NoRuns />} rowTestId="run-row" />
      )}
    </>
  );
}
