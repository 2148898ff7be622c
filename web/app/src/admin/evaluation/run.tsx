"use client";

import { useSearchParams } from "next/navigation";
import { StatCard } from "@/admin/stat-card";
import { ErrorCard } from "@/components/ui/error-card";
import { Skeleton } from "@/components/ui/skeleton";
import { dateTime, duration, percent, whole } from "@/lib/format";
import { isNotFound } from "@/lib/not-found";
import { BackLink } from "@/lists/back-link";
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
      <BackLink href="/admin/evaluation/" label="All runs" />
      {isNone ? (
        <PageHeader title="Run not found" description="Check the address, or open a run from the list." />
      ) : (
        <PageHeader
          title={run ? `${run.dataset_name}, version ${run.dataset_version}` : "Evaluation run"}
          // a space keeps the line while it is loading
          description={run ? whenOf(run.started_at, run.finished_at) : "\u00a0"}
        />
      )}
      {failed && <ErrorCard error={error} onRetry={() => void refetch()} />}
      {!run && !isNone && !failed && <Skeleton className="h-48 w-full" />}
      {run && (
        <>
          <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
            <StatCard label="Passed" value={`${whole(run.passed_cases)} of ${whole(run.total_cases)}`} />
            <StatCard label="Pass rate" value={percent(run.pass_rate)} />
            <StatCard label="Mean score" value={percent(run.avg_score)} />
            <StatCard label="Mean time" value={duration(run.avg_latency_ms)} />
          </dl>
          {run.figures.length > 0 && <FigureTable figures={run.figures} />}
          <Questions results={run.results} />
        </>
      )}
    </>
  );
}

function whenOf(started: string, finished: string): string {
  return `Started ${dateTime(started)} and took ${duration(Date.parse(finished) - Date.parse(started))}.`;
}
