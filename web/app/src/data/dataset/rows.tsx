"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";

import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ErrorCard } from "@/components/ui/error-card";
import { Skeleton } from "@/components/ui/skeleton";
import { Table, TableCell, TableHead, TableRow } from "@/components/ui/table";
import { type Heading, isNumeric, type RowsPage } from "@/data/datasets/dataset";
import { apiGet } from "@/lib/api";
import { classes } from "@/lib/classes";
import { Pager } from "@/lists/pager";
import { PAGE_SIZE, useListState } from "@/lists/use-list-state";
import * as m from "@/paraglide/messages";

import { cellText } from "./cell-text";
import { FilterBuilder } from "./filter-builder";
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
          <div role="region" aria-label={m.data_view_rows()} tabIndex={0} aria-busy={isFetching} className="thin-scrollbar overflow-x-auto">
            <Table className={classes(isPlaceholderData && "opacity-60")}>
              <caption className="sr-only">{m.data_view_rows()}</caption>
              <thead className="bg-surface">
                <tr>
                  <TableHead className="text-right">{m.data_row_number()}</TableHead>
                  {data.columns.map((column) => (
                    <SortedHead key={column.name} column={column} sort={state.sort} onSort={(sort) => state.set({ sort })} />
                  ))}
                </tr>
              </thead>
              <tbody>
                {data.rows.map((row, at) => (
                  <TableRow key={data.row_numbers[at] ?? at} data-testid="data-row">
                    <TableCell className="text-right text-muted tabular-nums">{(data.row_numbers[at] ?? 0) + 1}</TableCell>
                    {row.map((value, place) => (
                      <TableCell
                        key={data.columns[place]?.name ?? place}
                        className={typeof value === "number" ? "text-right tabular-nums" : "max-w-80 truncate"}
                      >
                        {cellText(value)}
                      </TableCell>
                    ))}
                  </TableRow>
                ))}
              </tbody>
            </Table>
          </div>
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

function SortedHead({ column, sort, onSort }: { column: Heading; sort: string; onSort: (sort: string) => void }) {
  const [isUp, isDown] = [sort === column.name, sort === `-${column.name}`];
  const Icon = isUp ? ArrowUp : isDown ? ArrowDown : ChevronsUpDown;
  return (
    <TableHead className={isNumeric(column) ? "text-right" : ""} aria-sort={isUp ? "ascending" : isDown ? "descending" : "none"}>
      <button
        type="button"
        className={classes(
          "-mx-1 inline-flex h-7 items-center gap-1 rounded px-1 hover:text-foreground",
          (isUp || isDown) && "text-foreground",
        )}
        onClick={() => onSort(isUp ? `-${column.name}` : isDown ? "" : column.name)}
      >
        {column.name}
        <Icon aria-hidden className="size-3.5" />
      </button>
    </TableHead>
  );
}
