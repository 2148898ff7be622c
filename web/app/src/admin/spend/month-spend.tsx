"use client";

import type { DaySpendOut } from "sisuiq-client";

import { StatCard } from "@/admin/stat-card";
import { StackedColumns } from "@/charts/stacked-columns";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { dollars, whole } from "@/lib/format";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";

import { daysOf } from "./months";
import { ProviderTable } from "./provider-table";
import { byProvider, totalOf } from "./totals";
import { useDays } from "./use-days";

interface Props {
  month: string;
  /** The month and year, such as "November 2026". */
  label: string;
  isCurrent: boolean;
}

/** The cost of a month: in total, by day and by provider. */
export function MonthSpend({ month, label, isCurrent }: Props) {
  const { data: spent, error, refetch } = useDays(month);
  const total = spent && totalOf(spent);
  const missing = error ? "–" : null;
  return (
    <>
      <dl className="grid grid-cols-1 gap-3 sm:grid-cols-3">
        <StatCard label={m.admin_spend_cost()} value={total ? dollars(total.cost) : missing} data-testid="spend-cost" />
        <StatCard label={m.admin_spend_model_calls()} value={total ? whole(total.requests) : missing} data-testid="spend-calls" />
        <StatCard label={m.admin_spend_tokens_in_and_out()} value={total ? whole(total.tokens) : missing} data-testid="spend-tokens" />
      </dl>
      <Card className="mt-6">
        <CardHeader title={m.admin_spend_by_day()} description={spent?.length ? m.admin_spend_by_day_running({ month: label }) : label} />
        <CardContent>
          {error && !spent && (
            <p role="alert" className="flex flex-wrap items-center gap-3 text-muted">
              {explain(error)}
              <Button size="small" onClick={() => void refetch()}>
                {m.common_try_again()}
              </Button>
            </p>
          )}
          {!spent && !error && <Skeleton className="h-48 w-full" />}
          {spent?.length === 0 && (
            <p className="py-10 text-center text-muted">
              {isCurrent ? m.admin_spend_none_this_month() : m.admin_spend_none_in_month({ month: label })}
            </p>
          )}
          {spent && spent.length > 0 && <Spent month={month} label={label} spent={spent} />}
        </CardContent>
      </Card>
    </>
  );
}

interface SpentProps {
  month: string;
  label: string;
  spent: DaySpendOut[];
}

function Spent({ month, label, spent }: SpentProps) {
  const providers = byProvider(spent);
  // self-hosted models may cost nothing
  const isFree = totalOf(spent).cost === 0;
  const names = providers.map(({ provider }) => provider);
  const columns = daysOf(month).map((day) => ({
    label: day,
    mark: String(Number(day.slice(-2))),
    values: names.map((name) => {
      const { tokens, cost } = totalOf(spent.filter((each) => each.day === day && each.provider === name));
      return isFree ? tokens : cost;
    }),
  }));
  return (
    <>
      <StackedColumns
        title={isFree ? m.admin_spend_chart_tokens({ month: label }) : m.admin_spend_chart_cost({ month: label })}
        unit={m.admin_spend_chart_unit()}
        series={names}
        columns={columns}
        format={isFree ? whole : dollars}
      />
      <ProviderTable providers={providers} />
    </>
  );
}
