"use client";

import type { UserSpendOut } from "sisuiq-client";

import { Select } from "@/components/ui/select";
import { dollars, whole } from "@/lib/format";
import { useSettled } from "@/lib/use-settled";
import { type Column, DataTable } from "@/lists/data-table";
import { useList } from "@/lists/use-list";
import { useListState } from "@/lists/use-list-state";
import * as m from "@/paraglide/messages";
import { PageHeader } from "@/shell/page-header";

import { MonthSpend } from "./month-spend";
import { recentMonths } from "./months";
import { useDays } from "./use-days";

const NUMBER = "text-right tabular-nums";

const COLUMNS: Column<UserSpendOut>[] = [
  {
    title: m.admin_spend_account(),
    className: "min-w-48",
    cell: ({ name, email }) => (
      <>
        <span className="font-medium">{name}</span>
        <span className="block text-xs text-muted">{email}</span>
      </>
    ),
  },
  { title: m.admin_spend_cost(), className: NUMBER, cell: ({ cost_usd }) => dollars(cost_usd) },
  { title: m.admin_spend_calls(), className: NUMBER, cell: ({ requests }) => whole(requests) },
  { title: m.admin_spend_tokens(), className: NUMBER, cell: ({ tokens }) => whole(tokens) },
];

export function Spend() {
  const state = useListState();
  const months = recentMonths();
  // biome-ignore lint/style/noNonNullAssertion: the current month is always among them
  const { value: month, label } = months.find(({ value }) => value === state.get("month")) ?? months[0]!;
  const isCurrent = month === months[0]?.value;
  const list = useList<UserSpendOut>({ path: "/api/admin/spend/users", state, filters: { month }, isSorted: false });
  const isShown = useSettled(useDays(month));
  return (
    <>
      <PageHeader
        title={m.admin_spend_title()}
        description={m.admin_spend_description()}
        actions={
          <Select aria-label={m.admin_spend_month()} value={month} choices={months} onChange={(wanted) => state.set({ month: wanted })} />
        }
      />
      <MonthSpend key={month} month={month} label={label} isCurrent={isCurrent} />
      {isShown && (
        <>
          <h2 className="mt-8 mb-3 text-sm font-semibold">{m.admin_spend_by_account()}</h2>
          <DataTable
            label={m.admin_spend_by_account_label()}
            columns={COLUMNS}
            list={list}
            state={state}
            empty={isCurrent ? m.admin_spend_accounts_none_this_month() : m.admin_spend_accounts_none_in_month({ month: label })}
          />
        </>
      )}
    </>
  );
}
