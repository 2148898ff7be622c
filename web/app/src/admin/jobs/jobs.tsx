"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { orThrow } from "sisuiq-client";

import type { JobRow } from "@/admin/rows";
import { Button } from "@/components/ui/button";
import { refreshDocuments } from "@/documents/refresh-documents";
import { api } from "@/lib/api";
import { classes } from "@/lib/classes";
import { describeText, hasNoText } from "@/lib/describe-text";
import { dateTime, percent, whole } from "@/lib/format";
import { choices, JOB_LABELS, REREAD_CHOICES } from "@/lib/labels";
import { explain } from "@/lib/problems";
import { useSettled } from "@/lib/use-settled";
import { type Column, DataTable } from "@/lists/data-table";
import { Filter } from "@/lists/filter";
import { Filters } from "@/lists/filters";
import { SearchField } from "@/lists/search-field";
import { useList } from "@/lists/use-list";
import { useListState } from "@/lists/use-list-state";
import * as m from "@/paraglide/messages";
import { PageHeader } from "@/shell/page-header";

import { DeadLetters } from "./dead-letters";
import { describeReread } from "./describe-reread";
import { JobBadge } from "./job-badge";
import { JOBS, pollWhileRunning } from "./poll-while-running";
import { useDeadLetters } from "./use-dead-letters";

const COLUMNS: Column<JobRow>[] = [
  {
    title: m.admin_jobs_document(),
    className: "min-w-44 sm:min-w-56",
    cell: ({ document_name, error_message, reread, ...job }) => (
      <>
        <span className="font-medium wrap-anywhere">{document_name}</span>
        <span className="block text-xs text-muted">{describeText(job).join(" · ")}</span>
        {error_message && <span className="block text-xs text-danger">{error_message}</span>}
        {reread && <span className="block text-xs text-muted">{describeReread(reread)}</span>}
      </>
    ),
  },
  { title: m.admin_jobs_state(), cell: (job) => <JobBadge status={job.status} hasNoText={hasNoText(job)} /> },
  { title: m.admin_jobs_version(), className: "text-right tabular-nums", cell: ({ version }) => whole(version) },
  { title: m.admin_jobs_progress(), className: "text-right tabular-nums", cell: ({ progress }) => percent(progress / 100) },
  { title: m.admin_jobs_passages(), className: "text-right tabular-nums", cell: ({ chunks_count }) => whole(chunks_count) },
  { title: m.admin_jobs_started(), sort: "created_at", className: "whitespace-nowrap", cell: ({ created_at }) => dateTime(created_at) },
  { title: m.admin_jobs_updated(), sort: "updated_at", className: "whitespace-nowrap", cell: ({ updated_at }) => dateTime(updated_at) },
];

export function Jobs() {
  const state = useListState();
  const { get } = state;
  const queries = useQueryClient();
  const isShown = useSettled(useDeadLetters());
  const resultRef = useRef<HTMLParagraphElement>(null);
  const list = useList<JobRow>({
    path: JOBS,
    state,
    filters: { q: get("q"), status: get("status"), reread: get("reread") },
    refetchInterval: pollWhileRunning,
  });
  const retry = useMutation({
    mutationFn: ({ job_id }: JobRow) => orThrow(api.POST("/api/admin/jobs/{id}/retry", { params: { path: { id: job_id } } })),
    // an error can mean that the list is out of date
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: [JOBS] }), refreshDocuments(queries)]),
  });
  const name = retry.variables?.document_name;
  const isSettled = retry.isSuccess || retry.isError;
  useEffect(() => {
    // the pressed button may have been removed
    if (isSettled) {
      resultRef.current?.focus();
    }
  }, [isSettled]);
  const actions: Column<JobRow> = {
    title: m.admin_jobs_actions(),
    className: "w-0",
    cell: (job) =>
      job.may_be_retried && (
        <Button
          size="small"
          aria-label={m.admin_jobs_retry_named({ document: job.document_name })}
          disabled={retry.isPending}
          onClick={() => retry.mutate(job)}
        >
          {m.admin_jobs_retry()}
        </Button>
      ),
  };
  return (
    <>
      <PageHeader title={m.admin_jobs_title()} description={m.admin_jobs_description()} />
      <DeadLetters />
      {isShown && (
        <>
          <Filters>
            <SearchField label={m.admin_jobs_search()} state={state} />
            <Filter name="status" label={m.admin_jobs_state()} all={m.admin_jobs_state_any()} choices={choices(JOB_LABELS)} state={state} />
            <Filter
              name="reread"
              label={m.admin_jobs_reading()}
              all={m.admin_jobs_documents_all()}
              choices={REREAD_CHOICES}
              state={state}
            />
          </Filters>
          {isSettled && (
            <p
              ref={resultRef}
              tabIndex={-1}
              role={retry.error ? "alert" : "status"}
              className={classes("mb-4 w-fit rounded-xs", retry.error ? "text-danger" : "text-muted")}
            >
              {m.admin_jobs_retry_result({
                document: name ?? "",
                result: retry.error ? explain(retry.error) : (retry.data?.message ?? ""),
              })}
            </p>
          )}
          <DataTable
            label={m.admin_jobs_title()}
            columns={[...COLUMNS, actions]}
            list={list}
            state={state}
            empty={m.admin_jobs_empty()}
            rowTestId="job-row"
          />
        </>
      )}
    </>
  );
}
