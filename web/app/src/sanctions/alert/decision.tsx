"use client";

import type { AlertDecisionOut, AlertOut } from "sisuiq-client";

import { Fact } from "@/components/fact";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { dateTime } from "@/lib/format";
import * as m from "@/paraglide/messages";
import { OUTCOME_LABELS } from "@/sanctions/alerts/labels";
import { day } from "@/sanctions/day";
import { type Account, may } from "@/session/account";

import { ConfirmationForm, DecisionForm } from "./deferred-forms";

interface Props {
  alert: AlertOut;
  account: Account;
  /** Loads the alert again, after it has changed. */
  onReload: () => Promise<void>;
}

/** What was decided about an alert, and what can be decided now. */
export function Decision({ alert, account, onReload }: Props) {
  const { status, decision } = alert;
  const mayDecide = may(account, "screening.decide");
  const isOwn = decision?.decided_by === account.id;
  return (
    <Card>
      <CardHeader title={m.alerts_decision()} description={explain(alert, mayDecide, isOwn)} />
      <CardContent className="grid gap-5">
        {decision && <Decided decision={decision} account={account} />}
        {mayDecide && status === "open" && <DecisionForm alert={alert} onReload={onReload} />}
        {mayDecide && status === "awaiting_confirmation" && decision && !isOwn && (
          <ConfirmationForm alert={alert} decision={decision} onReload={onReload} />
        )}
      </CardContent>
    </Card>
  );
}

function explain({ status, decision }: AlertOut, mayDecide: boolean, isOwn: boolean): string {
  if (status === "awaiting_confirmation") {
    return isOwn ? m.alerts_awaits_other() : mayDecide ? m.alerts_awaits_you() : m.alerts_awaits();
  }
  if (status === "open") {
    return decision ? m.alerts_open_again() : mayDecide ? m.alerts_open_hint() : m.alerts_open_without_right();
  }
  return m.alerts_decided_hint();
}

function Decided({ decision, account }: { decision: AlertDecisionOut; account: Account }) {
  const { outcome, reason, expires_on, decided_at, decided_by, confirmed_at, confirmed_by } = decision;
  return (
    <dl className="grid gap-x-8 gap-y-3 text-[0.8125rem] sm:grid-cols-2">
      <Fact term={m.alerts_outcome()}>{OUTCOME_LABELS[outcome]}</Fact>
      <Fact term={m.alerts_expires()}>{expires_on ? day(expires_on) : m.alerts_expires_never()}</Fact>
      <Fact term={m.alerts_reason()}>{reason}</Fact>
      <Fact term={m.alerts_decided()}>{byWhom(decided_at, decided_by, account)}</Fact>
      {confirmed_at && <Fact term={m.alerts_confirmed()}>{byWhom(confirmed_at, confirmed_by, account)}</Fact>}
    </dl>
  );
}

function byWhom(at: string, who: string | null | undefined, account: Account): string {
  const time = dateTime(at);
  if (!who) {
    return m.alerts_by_erased({ time });
  }
  return who === account.id ? m.alerts_by_you({ time }) : m.alerts_by_other({ time });
}
