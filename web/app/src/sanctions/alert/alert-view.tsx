"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import type { AlertOut } from "sisuiq-client";

import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { ErrorCard } from "@/components/ui/error-card";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { dateTime, percent } from "@/lib/format";
import { isId } from "@/lib/is-id";
import { useTitle } from "@/lib/use-title";
import { BackLink } from "@/lists/back-link";
import * as m from "@/paraglide/messages";
import { ALERTS_PATH, entityAddress } from "@/sanctions/address";
import { AlertBadge } from "@/sanctions/alerts/alert-badge";
import { OPENING_LABELS } from "@/sanctions/alerts/labels";
import { ALERTS } from "@/sanctions/alerts/use-alerts";
import { day } from "@/sanctions/day";
import { Explanation } from "@/sanctions/screening/explanation";
import { ScoreBadge } from "@/sanctions/screening/score-badge";
import type { Account } from "@/session/account";
import { PageHeader } from "@/shell/page-header";

import { Comparison } from "./comparison";
import { Decision } from "./decision";
import { useAlert } from "./use-alert";

interface Props {
  id: string;
  account: Account;
}

/** An alert: both sides, the reasons, and the decision. */
export function AlertView({ id, account }: Props) {
  const queries = useQueryClient();
  const { data: alert, error, refetch } = useAlert(id);
  const status = useRef<HTMLDivElement>(null);
  useTitle(alert?.subject?.name ?? m.pages_alert());
  const reload = async () => {
    await queries.invalidateQueries({ queryKey: [ALERTS] });
    // the pressed button may be gone
    status.current?.focus();
  };
  return (
    <>
      <BackLink href={ALERTS_PATH} label={m.alerts_title()} />
      {!isId(id) || alert === null ? (
        <PageHeader title={m.alerts_missing()} description={m.alerts_missing_hint()} />
      ) : error && !alert ? (
        <ErrorCard error={error} onRetry={() => void refetch()} />
      ) : alert === undefined ? (
        <Skeleton className="h-96" />
      ) : (
        <>
          <PageHeader
            title={alert.subject?.name ?? m.alerts_subject_unknown()}
            description={m.alerts_resembles({ name: alert.entity.listed_name, list: alert.entity.source_name })}
          />
          <div ref={status} tabIndex={-1} role="status" className="mb-6 flex flex-wrap items-center gap-2 text-[0.8125rem] text-muted">
            <AlertBadge status={alert.status} />
            <ScoreBadge score={alert.score} />
            <span>{describe(alert)}</span>
          </div>
          {alert.entity.valid_to && (
            <Notice variant="warning" className="mb-6">
              {m.alerts_entry_changed({ day: day(alert.entity.valid_to) })}
            </Notice>
          )}
          <Comparison alert={alert} />
          <Card className="mb-8">
            <CardHeader
              title={m.screening_reasons()}
              description={m.alerts_threshold({ percent: percent(alert.threshold) })}
              actions={
                <Link
                  href={entityAddress(alert.entity.id, alert.entity.list_day)}
                  className="text-[0.8125rem] font-medium text-link underline"
                >
                  {m.alerts_entry_open()}
                </Link>
              }
            />
            <CardContent className="text-[0.8125rem]">
              {alert.explanation ? <Explanation explanation={alert.explanation} /> : <p>{m.alerts_explanation_unknown()}</p>}
            </CardContent>
          </Card>
          <Decision alert={alert} account={account} onReload={reload} />
        </>
      )}
    </>
  );
}

/** Why and when an alert was opened, and when its subject was screened last. */
function describe({ status, opening, opened_at, screened_at }: AlertOut): string {
  const opened = m.alerts_opened_at({ time: dateTime(opened_at) });
  const screened = m.alerts_screened_at({ time: dateTime(screened_at) });
  return status === "open" ? `${OPENING_LABELS[opening]}. ${opened} ${screened}` : `${opened} ${screened}`;
}
