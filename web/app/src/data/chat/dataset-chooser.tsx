"use client";

import type { DatasetOut } from "sisuiq-client";

import { Link } from "@/components/ui/link";
import { shapeOf } from "@/data/datasets/labels";
import { useDatasets } from "@/data/datasets/use-datasets";
import { useTitle } from "@/lib/use-title";
import { type Column, DataTable } from "@/lists/data-table";
import { Filters } from "@/lists/filters";
import { SearchField } from "@/lists/search-field";
import { useListState } from "@/lists/use-list-state";
import * as m from "@/paraglide/messages";
import { PageHeader } from "@/shell/page-header";

import { chatAddress } from "./address";

const COLUMNS: Column<DatasetOut>[] = [
  {
    title: m.data_dataset_name(),
    className: "min-w-44",
    cell: ({ id, name, description, copy_ready }) => (
      <>
        {copy_ready ? (
          <Link href={chatAddress({ dataset: id, conversation: null })} className="font-medium wrap-anywhere text-link hover:underline">
            {name}
          </Link>
        ) : (
          <span className="wrap-anywhere">{m.datachat_not_ready({ name })}</span>
        )}
        {description && <span className="block text-xs text-muted">{description}</span>}
      </>
    ),
  },
  {
    title: m.data_dataset_size(),
    className: "text-right whitespace-nowrap tabular-nums max-sm:hidden",
    cell: (dataset) => shapeOf(dataset) ?? "–",
  },
];

/** The datasets to ask about. */
export function DatasetChooser() {
  const state = useListState();
  useTitle(m.datachat_title());
  const list = useDatasets(state);
  return (
    <main
      id="content"
      tabIndex={0}
      className="thin-scrollbar relative min-h-0 min-w-0 flex-1 overflow-y-auto focus-visible:-outline-offset-2"
    >
      <div className="mx-auto w-full max-w-3xl px-4 py-8 md:px-8">
        <PageHeader title={m.datachat_title()} description={m.datachat_choose()} />
        <Filters>
          <SearchField label={m.data_datasets_search()} state={state} />
        </Filters>
        <DataTable
          label={m.data_datasets_title()}
          columns={COLUMNS}
          list={list}
          state={state}
          empty={
            state.get("q") ? (
              m.data_datasets_no_match()
            ) : (
              <>
                {m.data_datasets_none()}{" "}
                <Link href="/data/" className="font-medium text-link hover:underline">
                  {m.data_datasets_title()}
                </Link>
              </>
            )
          }
        />
      </div>
    </main>
  );
}
