"use client";

import { useId, useState } from "react";
import type { WatchedSourceOut } from "sisuiq-client";

import { ErrorCard } from "@/components/ui/error-card";
import { FormError } from "@/components/ui/form-error";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { isId } from "@/lib/is-id";
import { isNotFound } from "@/lib/not-found";
import { useTitle } from "@/lib/use-title";
import { BackLink } from "@/lists/back-link";
import * as m from "@/paraglide/messages";
import { SOURCES_PATH } from "@/sanctions/address";
import { describeFreshness, isFailing } from "@/sanctions/freshness";
import { isFinished } from "@/sanctions/run/describe-run";
import { StateBadges } from "@/sanctions/state-badges";
import { useAge } from "@/sanctions/use-age";
import { type Account, may } from "@/session/account";
import { PageHeader } from "@/shell/page-header";

import { RunList } from "./deferred-run-list";
import { RunStatus } from "./run-status";
import { SourceActions } from "./source-actions";
import { SourceFacts } from "./source-facts";
import { useLatestRun } from "./use-latest-run";
import { useSource } from "./use-source";
import { useStartRun } from "./use-start-run";

/** A source: how up to date it is, what it consists of, and its runs. */
export function SourceView({ id, account }: { id: string; account: Account }) {
  const { data, error, refetch } = useSource(id);
  return (
    <>
      <BackLink href={SOURCES_PATH} label={m.sources_title()} />
      {!isId(id) || isNotFound(error) ? (
        <PageHeader title={m.sources_missing()} description={m.sources_missing_hint()} />
      ) : data ? (
        <Loaded source={data} account={account} />
      ) : error ? (
        <ErrorCard error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton className="h-96" />
      )}
    </>
  );
}

function Loaded({ source, account }: { source: WatchedSourceOut; account: Account }) {
  useTitle(source.name);
  const statusId = useId();
  const run = useLatestRun(source.id);
  const start = useStartRun(source.id);
  const [failure, setFailure] = useState<Error | null>(null);
  const isRunning = start.isPending || (run !== undefined && !isFinished(run));
  return (
    <>
      <PageHeader
        title={source.name}
        actions={
          may(account, "sources.manage") && (
            <SourceActions
              source={source}
              statusId={statusId}
              isRunning={isRunning}
              onRun={() => {
                setFailure(null);
                start.mutate({ acceptsLoss: false });
              }}
              onFailure={(error) => {
                start.reset();
                setFailure(error);
              }}
            />
          )
        }
      />
      <FormError error={start.error ?? failure} className="mb-4" />
      <RunStatus id={statusId} run={run} />
      <Freshness source={source} />
      <SourceFacts source={source} />
      <RunList id={source.id} />
    </>
  );
}

function Freshness({ source }: { source: WatchedSourceOut }) {
  const text = describeFreshness(source, useAge()(source.id));
  const content = (
    <>
      <StateBadges source={source} /> <span>{text}</span>
      {isFailing(source) && <span className="block">{m.sources_failures_hint({ count: source.failures })}</span>}
    </>
  );
  const isWarning = source.state === "late" || isFailing(source);
  return isWarning ? (
    <Notice variant="warning" className="mb-6">
      {content}
    </Notice>
  ) : (
    <p className="mb-6 text-[0.8125rem] text-muted">{content}</p>
  );
}
