"use client";

import { useSearchParams } from "next/navigation";
import type { EvaluationWithResultsOut } from "sisuiq-client";
import { StatCard } from "@/admin/stat-card";
import { ErrorCard } from "@/components/ui/error-card";
import { Skeleton } from "@/components/ui/skeleton";
import { dateTime, duration, percent, whole } from "@/lib/format";
import { isNotFound } from "@/lib/not-found";
import { BackLink } from "@/lists/back-link";
import * as m from "@/paraglide/messages";
import { PageHeader } from "@/shell/page-header";

import { FigureTable } from "./figure-table";
import { Questions } from "./questions";
import { useRun } from "./use-runs";

/** The page of one run. Its ID is in the query string, because exported pages have no dynamic paths. */
export function Run() {
  const id = useSearchParams().get("id") ?? "";
  const { data: run, error, refetch } = useRun(id);
  const isNone = id === "" || isNotFound(error);
  const failed = error && !run && !isNone;
  return (
    <>
      <BackLink href="/admin/evaluation/" label={m.admin_evaluation_runs_all()} />
      {isNone ? (
        <PageHeader title={m.admin_evaluation_run_not_found()} description={m.admin_evaluation_run_not_found_hint()} />
      ) : (
        <PageHeader
          title={
            run ? m.admin_evaluation_run_named({ dataset: run.dataset_name, version: run.dataset_version }) : m.admin_evaluation_run_title()
          }
          // a space keeps the line while it is loading
          description={run ? whenOf(run) : "\u00a0"}
        />
      )}
      {failed && <ErrorCard error={error} onRetry={() => void refetch()} />}
      {!run && !isNone && !failed && <Skeleton className="h-48 w-full" />}
      {run && (
        <>
          <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
            <StatCard
              label={m.admin_evaluation_passed()}
              value={m.admin_evaluation_passed_of({ passed: whole(run.passed_cases), total: whole(run.total_cases) })}
            />
            <StatCard label={m.admin_evaluation_pass_rate()} value={percent(run.pass_rate)} />
            <StatCard label={m.admin_evaluation_mean_score()} value={percent(run.avg_score)} />
            <StatCard label={m.admin_evaluation_mean_time()} value={duration(run.avg_latency_ms)} />
          </dl>
          {run.figures.length > 0 && <FigureTable figures={run.figures} />}
          <Questions results={run.results} />
        </>
      )}
    </>
  );
}

function whenOf({ started_at, finished_at, created_at }: EvaluationWithResultsOut): string {
  return m.admin_evaluation_run_when({
    started: dateTime(started_at),
    duration: duration(Date.parse(finished_at) - Date.parse(started_at)),
    published: dateTime(created_at),
  });
}
