"use client";

import type { CoveredListOut, ListedEntityOut } from "sisuiq-client";

import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { choices } from "@/lib/labels";
import { useSettled } from "@/lib/use-settled";
import { type Column, DataTable } from "@/lists/data-table";
import { DayFilter } from "@/lists/day-filter";
import { Filter } from "@/lists/filter";
import { Filters } from "@/lists/filters";
import { SearchField } from "@/lists/search-field";
import { useListState } from "@/lists/use-list-state";
import * as m from "@/paraglide/messages";
import { entityAddress } from "@/sanctions/address";
import { today } from "@/sanctions/day";
import { KIND_LABELS } from "@/sanctions/entity-labels";
import { describePeriod } from "@/sanctions/period";
import { PageHeader } from "@/shell/page-header";

import { Coverage } from "./coverage";
import { NoEntities } from "./no-entities";
import { isTooShort, useEntities, useLists } from "./use-entities";

/** The entries of sanctions lists, now or on a day. */
export function EntityList() {
  const state = useListState();
  const lists = useLists();
  const list = useEntities(state);
  const isShown = useSettled(lists) && !(list.isPending && !list.data);
  const at = state.get("at");
  const covered = list.data?.lists ?? [];
  return (
    <>
      <PageHeader title={m.entities_title()} description={m.entities_description()} />
      {isShown ? (
        <>
          <Filters>
            <SearchField label={m.entities_search()} maxLength={200} state={state} />
            <Filter
              name="list"
              label={m.entities_list()}
              all={m.entities_list_any()}
              choices={listChoices(lists.data ?? covered)}
              state={state}
            />
            <Filter name="kind" label={m.entities_kind()} all={m.entities_kind_any()} choices={choices(KIND_LABELS)} state={state} />
            <DayFilter name="at" label={m.entities_day()} state={state} max={today()} />
          </Filters>
          {isTooShort(state.get("q")) && <p className="mb-2 text-[0.8125rem] text-warning">{m.entities_search_short()}</p>}
          {list.data && <Coverage lists={covered} at={list.isPlaceholderData ? undefined : at} />}
          <DataTable
            label={m.entities_title()}
            columns={columnsWith(covered, at)}
            list={list}
            state={state}
            // what is shown until another day has loaded says nothing of it
            empty={list.isPlaceholderData ? m.common_loading() : <NoEntities lists={covered} at={at} />}
            rowTestId="entity-row"
          />
        </>
      ) : (
        <Skeleton className="h-96" />
      )}
    </>
  );
}

function listChoices(lists: CoveredListOut[]): { value: string; label: string }[] {
  return lists.map(({ id, name }) => ({ value: id, label: name }));
}

function columnsWith(lists: CoveredListOut[], at: string): Column<ListedEntityOut>[] {
  const names = new Map(lists.map(({ id, name }) => [id, name]));
  return [
    {
      title: m.entities_name(),
      className: "min-w-48",
      cell: ({ id, key, name }) => (
        <>
          <Link href={entityAddress(id, at)} className="font-medium wrap-anywhere text-link hover:underline">
            {name}
          </Link>
          <span className="block text-xs wrap-anywhere text-muted">{key}</span>
        </>
      ),
    },
    { title: m.entities_kind(), cell: ({ kind }) => KIND_LABELS[kind] },
    { title: m.entities_list(), className: "min-w-36", cell: ({ list_id }) => names.get(list_id) ?? "–" },
    { title: m.entities_programmes(), className: "min-w-32 wrap-anywhere", cell: ({ programmes }) => programmes.join(", ") || "–" },
    {
      title: m.entities_version(),
      className: "min-w-48 text-[0.8125rem]",
      cell: (entity) => (
        <>
          {m.entities_version_number({ number: entity.version })}
          <span className="block text-muted">{describePeriod(entity)}</span>
        </>
      ),
    },
  ];
}
