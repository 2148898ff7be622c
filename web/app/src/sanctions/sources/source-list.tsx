"use client";

import { Plus } from "lucide-react";
import type { WatchedSourceOut } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { classes } from "@/lib/classes";
import { focusHeading } from "@/lib/focus";
import { dateTime } from "@/lib/format";
import { choices } from "@/lib/labels";
import { useSettled } from "@/lib/use-settled";
import { type Column, DataTable } from "@/lists/data-table";
import { Filter } from "@/lists/filter";
import { Filters } from "@/lists/filters";
import { SearchField } from "@/lists/search-field";
import { useDialogInAddress } from "@/lists/use-dialog-in-address";
import { PAGE_SIZE, useListState } from "@/lists/use-list-state";
import * as m from "@/paraglide/messages";
import { sourceAddress } from "@/sanctions/address";
import { NewSourceDialog } from "@/sanctions/form/deferred-dialogs";
import { type Age, describeFreshness, isFailing } from "@/sanctions/freshness";
import { FORMAT_LABELS } from "@/sanctions/labels";
import { StateBadges } from "@/sanctions/state-badges";
import { useAge } from "@/sanctions/use-age";
import { type Account, may } from "@/session/account";
import { PageHeader } from "@/shell/page-header";

import { STATE_CHOICES, selectSources } from "./select-sources";
import { SourcesSummary } from "./sources-summary";
import { MOST_SOURCES, useSources } from "./use-sources";

/** The watched sources, and how up to date each of them is. */
export function SourceList({ account }: { account: Account }) {
  const state = useListState();
  const [isCreating, setCreating] = useDialogInAddress(state, "new");
  const filters = { q: state.get("q"), state: state.get("state"), format: state.get("format") };
  const list = useSources((sources) => selectSources(sources, filters, state.page, PAGE_SIZE));
  const isShown = useSettled(list);
  const all = useSources((sources) => sources).data;
  const ageOf = useAge();
  const mayManage = may(account, "sources.manage");
  const isFull = (all?.length ?? 0) >= MOST_SOURCES;
  const create = mayManage && !isFull && (
    <Button variant="primary" onPointerEnter={NewSourceDialog.preload} onFocus={NewSourceDialog.preload} onClick={() => setCreating(true)}>
      <Plus aria-hidden />
      {m.sources_new()}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={m.sources_title()}
        description={mayManage && isFull ? m.sources_full({ count: MOST_SOURCES }) : m.sources_description()}
        actions={create}
      />
      {isShown ? (
        <>
          {all && <SourcesSummary sources={all} />}
          <Filters>
            <SearchField label={m.sources_search()} maxLength={100} state={state} />
            <Filter name="state" label={m.sources_state()} all={m.sources_state_any()} choices={choices(STATE_CHOICES)} state={state} />
            <Filter name="format" label={m.sources_list()} all={m.sources_list_any()} choices={choices(FORMAT_LABELS)} state={state} />
          </Filters>
          <DataTable
            label={m.sources_title()}
            columns={columnsWith(ageOf)}
            list={list}
            state={state}
            empty={all?.length === 0 ? <NoSources mayManage={mayManage} /> : <NoMatch onReset={state.reset} />}
            rowTestId="source-row"
          />
        </>
      ) : (
        <Skeleton className="h-96" />
      )}
      {isCreating && mayManage && <NewSourceDialog onClose={() => setCreating(false)} />}
    </>
  );
}

function columnsWith(ageOf: (id: string) => Age): Column<WatchedSourceOut>[] {
  return [
    {
      title: m.sources_source(),
      className: "min-w-44",
      cell: ({ id, name, dataset }) => (
        <>
          <Link href={sourceAddress(id)} className="font-medium wrap-anywhere text-link hover:underline">
            {name}
          </Link>
          <span className="block text-xs wrap-anywhere text-muted">{dataset}</span>
        </>
      ),
    },
    { title: m.sources_list(), className: "min-w-36", cell: ({ format }) => FORMAT_LABELS[format] },
    { title: m.sources_state(), cell: (source) => <StateBadges source={source} /> },
    {
      title: m.sources_freshness(),
      className: "min-w-48 text-[0.8125rem]",
      cell: (source) => (
        <>
          <span className={classes(source.state === "late" ? "font-medium text-danger" : "text-muted")}>
            {describeFreshness(source, ageOf(source.id))}
          </span>
          {isFailing(source) && <span className="block text-warning">{m.sources_failures({ count: source.failures })}</span>}
        </>
      ),
    },
    { title: m.sources_read(), className: "whitespace-nowrap", cell: ({ read_at }) => (read_at ? dateTime(read_at) : "–") },
    { title: m.sources_changed(), className: "whitespace-nowrap", cell: ({ changed_at }) => (changed_at ? dateTime(changed_at) : "–") },
    { title: m.sources_next(), className: "whitespace-nowrap", cell: ({ next_run_at }) => (next_run_at ? dateTime(next_run_at) : "–") },
  ];
}

function NoSources({ mayManage }: { mayManage: boolean }) {
  return (
    <div className="mx-auto max-w-xl">
      <p className="font-medium text-foreground">{m.sources_none()}</p>
      <p className="mt-1">{mayManage ? m.sources_none_manage() : m.sources_none_read()}</p>
    </div>
  );
}

function NoMatch({ onReset }: { onReset: () => void }) {
  const reset = () => {
    onReset();
    // the pressed button is removed
    focusHeading();
  };
  return (
    <div className="flex flex-col items-center gap-3">
      <p>{m.sources_no_match()}</p>
      <Button size="small" onClick={reset}>
        {m.lists_filter_reset()}
      </Button>
    </div>
  );
}
