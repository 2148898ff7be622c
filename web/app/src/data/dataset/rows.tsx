"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ErrorCard } from "@/components/ui/error-card";
import { Skeleton } from "@/components/ui/skeleton";
import type { Heading, RowsPage } from "@/data/datasets/dataset";
import { apiGet } from "@/lib/api";
import { Pager } from "@/lists/pager";
import { PAGE_SIZE, useListState } from "@/lists/use-list-state";
import * as m from "@/paraglide/messages";

import { FilterBuilder } from "./filter-builder";
import { RowsTable } from "./rows-table";
import { useConditions } from "./use-conditions";

interface Props {
  /** The path of the dataset in the API: its own, or that of a link. */
  address: string;
  columns: Heading[];
}

/** The rows of a dataset, filtered and sorted by the API. */
export function Rows({ address, columns }: Props) {
  const state = useListState("");
  const { conditions, set, filter } = useConditions(columns);
  const query = new URLSearchParams({
    limit: String(PAGE_SIZE),
    offset: String((state.page - 1) * PAGE_SIZE),
    ...(state.sort ? { sort: state.sort } : {}),
    ...(filter === null ? {} : { filter: JSON.stringify(filter) }),
  }).toString();
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery<RowsPage>({
    queryKey: ["dataset-rows", address, query],
    queryFn: ({ signal }) => apiGet<RowsPage>(`${address}/rows?${query}`, { signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <FilterBuilder columns={columns} conditions={conditions} onChange={set} />
      {error ? (
        <ErrorCard error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Skeleton className="h-96" />
      ) : (
        <Card className="overflow-hidden">
          <RowsTable
            page={data}
            isFetching={isFetching}
            isOutdated={isPlaceholderData}
            sorting={{ sort: state.sort, onSort: (sort) => state.set({ sort }) }}
          />
          {data.total === 0 && (
            <div className="flex flex-col items-center gap-3 px-6 py-12 text-center text-muted">
              {m.data_rows_none()}
              {conditions.length > 0 && (
                <Button size="small" onClick={() => set([])}>
                  {m.lists_filter_reset()}
                </Button>
              )}
            </div>
          )}
          {data.total > 0 && <Pager count={data.total} shown={data.rows.length} state={state} />}
        </Card>
      )}
    </>
  );
}
