"use client";

import type { EvaluationCase } from "sisuiq-client";

import { Badge } from "@/components/ui/badge";
import { duration, humanize, share, whole } from "@/lib/format";
import { MODE_LABELS } from "@/lib/labels";
import { type Column, DataTable } from "@/lists/data-table";
import { Filter } from "@/lists/filter";
import { Filters } from "@/lists/filters";
import { PAGE_SIZE, useListState } from "@/lists/use-list-state";

const NUMBER = "text-right whitespace-nowrap tabular-nums";

const FAILED_ONLY = { value: "failed", label: "Failed only" };

const COLUMNS: Column<EvaluationCase>[] = [
  {
    title: "Question",
    className: "min-w-44 sm:min-w-56",
    cell: ({ id, query, mode, category }) => (
      <>
        <span className="font-medium wrap-anywhere">{query}</span>
        <span className="block text-xs text-muted">
          {id} · {MODE_LABELS[mode]} · {humanize(category)}
        </span>
      </>
    ),
  },
  { title: "Result", className: "whitespace-nowrap", cell: (result) => <Result result={result} /> },
  { title: "Score", className: NUMBER, cell: ({ score }) => share(score) },
  { title: "Answer", className: "min-w-72", cell: ({ answer }) => <p className="text-xs whitespace-pre-line wrap-anywhere">{answer}</p> },
  { title: "Citations", className: NUMBER, cell: ({ citations }) => whole(citations) },
  { title: "Time", className: NUMBER, cell: ({ latency_ms }) => duration(latency_ms) },
];

/** The questions of a run with their results. The API returns them all at once; they are paged here. */
export function Questions({ results }: { results: EvaluationCase[] }) {
  const state = useListState();
  const wanted = state.get("show") === FAILED_ONLY.value ? results.filter(({ passed }) => !passed) : results;
  const before = (state.page - 1) * PAGE_SIZE;
  const data = { data: wanted.slice(before, before + PAGE_SIZE), count: wanted.length };
  return (
    <>
      <h2 className="mt-8 mb-3 text-sm font-semibold">Questions</h2>
      <Filters>
        <Filter name="show" label="Result" all="All questions" choices={[FAILED_ONLY]} state={state} />
      </Filters>
      <DataTable label="Questions" columns={COLUMNS} list={{ data }} state={state} empty="No question failed." rowTestId="question-row" />
    </>
  );
}

function Result({ result: { passed, abstained } }: { result: EvaluationCase }) {
  return (
    <span className="inline-flex gap-1">
      <Badge variant={passed ? "primary" : "danger"}>{passed ? "Passed" : "Failed"}</Badge>
      {abstained && <Badge>Declined</Badge>}
    </span>
  );
}
