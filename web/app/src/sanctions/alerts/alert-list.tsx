"use client";

import type { AlertOut } from "sisuiq-client";

import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { dateTime } from "@/lib/format";
import { choices } from "@/lib/labels";
import { useSettled } from "@/lib/use-settled";
import { type Column, DataTable } from "@/lists/data-table";
import { Filter } from "@/lists/filter";
import { Filters } from "@/lists/filters";
import { SearchField } from "@/lists/search-field";
import { type ListState, useListState } from "@/lists/use-list-state";
import * as m from "@/paraglide/messages";
import { alertAddress } from "@/sanctions/address";
import { isTooShort, useLists } from "@/sanctions/entities/use-entities";
import { ScoreBadge } from "@/sanctions/screening/score-badge";
import { PageHeader } from "@/shell/page-header";

import { AlertBadge } from "./alert-badge";
import { OPENING_LABELS, STATUS_LABELS } from "./labels";
import { ANY, useAlerts } from "./use-alerts";

/** The alerts that wait for a decision, or those with another progress. */
export function AlertList() {
  const state = useListState();
  const lists = useLists();
  const list = useAlerts(state);
  const isShown = useSettled(lists) && !(list.isPending && !list.data);
  return (
    <>
      <PageHeader title={m.alerts_title()} description={m.alerts_description()} />
      {isShown ? (
        <>
          <Filters>
            <SearchField label={m.alerts_search()} maxLength={200} state={state} />
            <Filter
              name="status"
              label={m.alerts_status()}
              all={STATUS_LABELS.open}
              choices={[...choices(STATUS_LABELS).filter(({ value }) => value !== "open"), { value: ANY, label: m.alerts_status_any() }]}
              state={state}
            />
            <Filter
              name="list"
              label={m.entities_list()}
              all={m.entities_list_any()}
              choices={(lists.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              state={state}
            />
          </Filters>
          {isTooShort(state.get("q")) && <p className="mb-2 text-[0.8125rem] text-warning">{m.entities_search_short()}</p>}
          <DataTable
            label={m.alerts_title()}
            columns={COLUMNS}
            list={list}
            state={state}
            empty={<NoAlerts state={state} />}
            rowTestId="alert-row"
          />
        </>
      ) : (
        <Skeleton className="h-96" />
      )}
    </>
  );
}

/** Why there are no alerts. */
function NoAlerts({ state }: { state: ListState }) {
  const isFiltered = ["q", "list", "status"].some((name) => state.get(name) !== "");
  return isFiltered ? m.alerts_no_match() : m.alerts_none();
}

const COLUMNS: Column<AlertOut>[] = [
  {
    title: m.alerts_subject(),
    className: "min-w-44",
    cell: ({ id, subject }) => (
      <Link href={alertAddress(id)} className="font-medium wrap-anywhere text-link hover:underline">
        {subject?.name ?? m.alerts_subject_unknown()}
      </Link>
    ),
  },
  {
    title: m.alerts_entry(),
    className: "min-w-44",
    cell: ({ entity }) => (
      <>
        <span className="wrap-anywhere">{entity.listed_name}</span>
        <span className="block text-xs wrap-anywhere text-muted">{entity.source_name}</span>
      </>
    ),
  },
  { title: m.alerts_score(), cell: ({ score }) => <ScoreBadge score={score} /> },
  {
    title: m.alerts_status(),
    className: "min-w-40",
    cell: ({ status, opening }) => (
      <>
        <AlertBadge status={status} />
        {status === "open" && opening !== "new" && <span className="mt-0.5 block text-xs text-muted">{OPENING_LABELS[opening]}</span>}
      </>
    ),
  },
  { title: m.alerts_opened(), className: "whitespace-nowrap", cell: ({ opened_at }) => dateTime(opened_at) },
];
