"use client";

import type { EvaluationCase } from "sisuiq-client";

import { Badge } from "@/components/ui/badge";
import { duration, humanize, share, whole } from "@/lib/format";
import { MODE_LABELS } from "@/lib/labels";
import { type Column, DataTable } from "@/lists/data-table";
import { Filter } from "@/lists/filter";
import { Filters } from "@/lists/filters";
import { PAGE_SIZE, useListState } from "@/lists/use-list-state";
import * as m from "@/paraglide/messages";

const NUMBER = "text-right whitespace-nowrap tabular-nums";

const FAILED_ONLY = { value: "failed", label: m.admin_evaluation_failed_only() };

const COLUMNS: Column<EvaluationCase>[] = [
  {
    title: m.admin_evaluation_question(),
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
  { title: m.admin_evaluation_result(), className: "whitespace-nowrap", cell: (result) => <Result result={result} /> },
  { title: m.admin_evaluation_score(), className: NUMBER, cell: ({ score }) => share(score) },
  {
    title: m.admin_evaluation_answer(),
    className: "min-w-72",
    cell: ({ answer }) => <p className="text-xs whitespace-pre-line wrap-anywhere">{answer}</p>,
  },
  { title: m.admin_evaluation_citations(), className: NUMBER, cell: ({ citations }) => whole(citations) },
  { title: m.admin_evaluation_time(), className: NUMBER, cell: ({ latency_ms }) => duration(latency_ms) },
];

/** The questions of a run with their results. The API returns them all at once; they are paged here. */
export function Questions({ results }: { results: EvaluationCase[] }) {
  const state = useListState();
  const wanted = state.get("show") === FAILED_ONLY.value ? results.filter(({ passed }) => !passed) : results;
  const before = (state.page - 1) * PAGE_SIZE;
  const data = { data: wanted.slice(before, before + PAGE_SIZE), count: wanted.length };
  return (
    <>
      <h2 className="mt-8 mb-3 text-sm font-semibold">{m.admin_evaluation_questions()}</h2>
      <Filters>
        <Filter
          name="show"
          label={m.admin_evaluation_result()}
          all={m.admin_evaluation_questions_all()}
          choices={[FAILED_ONLY]}
          state={state}
        />
      </Filters>
      <DataTable
        label={m.admin_evaluation_questions()}
        columns={COLUMNS}
        list={{ data }}
        state={state}
        empty={m.admin_evaluation_questions_empty()}
        rowTestId="question-row"
      />
    </>
  );
}

function Result({ result: { passed, abstained } }: { result: EvaluationCase }) {
  return (
    <span className="inline-flex gap-1">
      <Badge variant={passed ? "primary" : "danger"}>{passed ? m.admin_evaluation_passed() : m.admin_evaluation_failed()}</Badge>
      {abstained && <Badge>{m.admin_evaluation_declined()}</Badge>}
    </span>
  );
}
