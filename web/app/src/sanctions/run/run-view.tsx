"use client";

import type { RunCountsOut, SourceRunDetailsOut } from "sisuiq-client";

import { Fact } from "@/components/fact";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { ErrorCard } from "@/components/ui/error-card";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { dateTime, whole } from "@/lib/format";
import { isId } from "@/lib/is-id";
import { isNotFound } from "@/lib/not-found";
import { useTitle } from "@/lib/use-title";
import { BackLink } from "@/lists/back-link";
import * as m from "@/paraglide/messages";
import { runAddress, SOURCES_PATH, sourceAddress } from "@/sanctions/address";
import { FORMAT_LABELS, TRIGGER_LABELS } from "@/sanctions/labels";
import { useSource } from "@/sanctions/source/use-source";
import { type Account, may } from "@/session/account";
import { PageHeader } from "@/shell/page-header";

import { AcceptLoss } from "./accept-loss";
import { RunChanges } from "./deferred-run-changes";
import { isFinished, isShrunken, runDuration, unchanged } from "./describe-run";
import { RunBadge } from "./run-badge";
import { RunFiles } from "./run-files";
import { RunRescreened } from "./run-rescreened";
import { useNeighbours, useRun } from "./use-run";

/** A run of a source: what it fetched, and what it found. */
export function RunView({ id, account }: { id: string; account: Account }) {
  const { data, error, refetch } = useRun(id);
  if (data) {
    return <Loaded run={data} account={account} />;
  }
  return (
    <>
      <BackLink href={SOURCES_PATH} label={m.sources_title()} />
      {!isId(id) || isNotFound(error) ? (
        <PageHeader title={m.sources_run_missing()} description={m.sources_run_missing_hint()} />
      ) : error ? (
        <ErrorCard error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton className="h-96" />
      )}
    </>
  );
}

function Loaded({ run, account }: { run: SourceRunDetailsOut; account: Account }) {
  const source = useSource(run.source_id).data;
  const { previous, isNewest } = useNeighbours(run.id, run.source_id);
  const title = source ? m.sources_run_title({ name: source.name }) : m.sources_run();
  useTitle(title);
  return (
    <>
      <BackLink href={sourceAddress(run.source_id)} label={source?.name ?? m.sources_source()} />
      <PageHeader title={title} description={dateTime(run.created_at)} />
      <div role="status" className="mb-6 text-[0.8125rem] text-muted">
        <RunBadge status={run.status} /> {explainStatus(run)}
      </div>
      {run.error && (
        <Notice variant="warning" className="mb-6">
          <p className="font-medium">{run.error.text}</p>
          <p className="mt-1">{m.sources_run_refused()}</p>
          <p className="mt-1 text-xs">{m.sources_run_code({ code: run.error.code })}</p>
        </Notice>
      )}
      {isShrunken(run) && may(account, "sources.manage") && (
        // the height of the button, which appears when more is known
        <div className="mb-6 min-h-8">{isNewest && source?.enabled && <AcceptLoss run={run} />}</div>
      )}
      <div className="mb-8 grid gap-4 lg:grid-cols-2">
        <Card>
          <CardHeader title={m.sources_run_about()} />
          <CardContent>
            <dl className="grid gap-x-8 gap-y-3 text-[0.8125rem] sm:grid-cols-2">
              <Fact term={m.sources_run_trigger()}>{TRIGGER_LABELS[run.trigger]}</Fact>
              <Fact term={m.sources_run_requested()}>{dateTime(run.created_at)}</Fact>
              <Fact term={m.sources_run_started()}>{run.started_at ? dateTime(run.started_at) : m.sources_run_not_yet()}</Fact>
              <Fact term={m.sources_run_finished()}>{run.finished_at ? dateTime(run.finished_at) : m.sources_run_not_yet()}</Fact>
              <Fact term={m.sources_run_duration()}>{runDuration(run) ?? "–"}</Fact>
              <Fact term={m.sources_run_previous()}>
                {previous ? (
                  <Link href={runAddress(previous.id)} className="font-medium text-link underline">
                    {dateTime(previous.created_at)}
                  </Link>
                ) : (
                  "–"
                )}
              </Fact>
            </dl>
          </CardContent>
        </Card>
        <Card>
          <CardHeader title={m.sources_counts()} />
          <CardContent>
            {run.counts ? <Counts counts={run.counts} /> : <p className="text-[0.8125rem] text-muted">{explainNoCounts(run)}</p>}
          </CardContent>
        </Card>
      </div>
      <section className="mb-8">
        <h2 className="mb-3 text-base font-semibold">{m.sources_fetched()}</h2>
        {run.files.length > 0 ? (
          <RunFiles files={run.files} format={source && FORMAT_LABELS[source.format]} />
        ) : (
          <p className="text-[0.8125rem] text-muted">{explainNoFiles(run)}</p>
        )}
      </section>
      {run.rescreened && <RunRescreened rescreened={run.rescreened} />}
      {run.counts && run.status === "done" && <RunChanges id={run.id} />}
    </>
  );
}

function Counts({ counts }: { counts: RunCountsOut }) {
  const { records, added, changed, removed } = counts;
  return (
    <dl className="grid grid-cols-2 gap-x-8 gap-y-3 text-[0.8125rem] tabular-nums sm:grid-cols-3">
      <Fact term={m.sources_count_added()}>{whole(added)}</Fact>
      <Fact term={m.sources_count_changed()}>{whole(changed)}</Fact>
      <Fact term={m.sources_count_removed()}>{whole(removed)}</Fact>
      <Fact term={m.sources_count_unchanged()}>{whole(unchanged(counts))}</Fact>
      <Fact term={m.sources_count_records()}>{whole(records)}</Fact>
    </dl>
  );
}

/** What a status means. */
function explainStatus({ status }: SourceRunDetailsOut): string {
  switch (status) {
    case "queued":
      return m.sources_run_explain_queued();
    case "fetching":
      return m.sources_run_explain_fetching();
    case "processing":
      return m.sources_run_explain_processing();
    case "embedding":
      return m.sources_run_explain_embedding();
    case "done":
      return m.sources_run_explain_done();
    case "no_change":
      return m.sources_run_explain_no_change();
    case "failed":
      return m.sources_run_explain_failed();
  }
}

function explainNoCounts(run: SourceRunDetailsOut): string {
  if (!isFinished(run)) {
    return m.sources_counts_not_yet();
  }
  return run.status === "done" ? m.sources_counts_law() : run.status === "no_change" ? m.sources_counts_same() : m.sources_counts_none();
}

function explainNoFiles(run: SourceRunDetailsOut): string {
  if (!isFinished(run)) {
    return m.sources_fetched_not_yet();
  }
  return run.status === "no_change" ? m.sources_fetched_same() : m.sources_fetched_none();
}
