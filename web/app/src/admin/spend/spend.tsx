"use client";

import type { UserSpendOut } from "sisuiq-client";

import { Select } from "@/components/ui/select";
import { dollars, whole } from "@/lib/format";
import { useSettled } from "@/lib/use-settled";
import { type Column, DataTable } from "@/lists/data-table";
import { useList } from "@/lists/use-list";
import { useListState } from "@/lists/use-list-state";
import { PageHeader } from "@/shell/page-header";

import { MonthSpend } from "./month-spend";
import { recentMonths } from "./months";
import { useDays } from "./use-days";

const NUMBER = "text-right tabular-nums";

const COLUMNS: Column<UserSpendOut>[] = [
  {
    title: "Account",
    className: "min-w-48",
    cell: ({ name, email }) => (
      <>
        <span className="font-medium">{name}</span>
        <span className="block text-xs text-muted">{email}</span>
      </>
    ),
  },
  { title: "Cost", className: NUMBER, cell: ({ cost_usd }) => dollars(cost_usd) },
  { title: "Calls", className: NUMBER, cell: ({ requests }) => whole(requests) },
  { title: "Tokens", className: NUMBER, cell: ({ tokens }) => whole(tokens) },
];

export function Spend() {
  const state = useListState();
  const months = recentMonths();
  // biome-ignore lint/style/noNonNullAssertion: the current month is always among them
  const { value: month, label } = months.find(({ value }) => value === state.get("month")) ?? months[0]!;
  const when = month === months[0]?.value ? "this month" : `in ${label}`;
  const list = useList<UserSpendOut>({ path: "/api/admin/spend/users", state, filters: { month }, isSorted: false });
  const isShown = useSettled(useDays(month));
  return (
    <>
      <PageHeader
        title="Spend"
        description="Language-model usage and cost (USD, UTC)."
        actions={<Select aria-label="Month" value={month} choices={months} onChange={(wanted) => state.set({ month: wanted })} />}
      />
      <MonthSpend key={month} month={month} label={label} when={when} />
      {isShown && (
        <>
          <h2 className="mt-8 mb-3 text-sm font-semibold">By account</h2>
          <DataTable label="Spend by account" columns={COLUMNS} list={list} state={state} empty={`No account used a model ${when}.`} />
        </>
      )}
    </>
  );
}
