"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import { type ReactNode, useRef } from "react";

import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { Table, TableCell, TableHead, TableRow } from "@/components/ui/table";
import { classes } from "@/lib/classes";
import { explain, isInvalid } from "@/lib/problems";
import * as m from "@/paraglide/messages";

import { EmptyPage } from "./empty-page";
import type { Page } from "./page";
import { Pager } from "./pager";
import type { ListState } from "./use-list-state";

export interface Column<Row> {
  title: string;
  cell: (row: Row) => ReactNode;
  /** The name the API sorts by, if it can. */
  sort?: string;
  className?: string;
}

/** Rows that were loaded by another query. */
interface LoadedList<Row> {
  data: Page<Row>;
  error?: undefined;
  isFetching?: undefined;
  isPlaceholderData?: undefined;
  refetch?: undefined;
}

interface Props<Row> {
  label: string;
  columns: Column<Row>[];
  list: UseQueryResult<Page<Row>> | LoadedList<Row>;
  state: ListState;
  empty: ReactNode;
  rowTestId?: string;
}

/** The fields that identify a row. */
type Keyed = { id: string } | { user_id: string } | { answer_id: string } | { prediction_id: string } | { job_id: string; version: number };

export function DataTable<Row extends Keyed>({ label, columns, list, state, empty, rowTestId }: Props<Row>) {
  const { data, error, isFetching, isPlaceholderData, refetch } = list;
  const region = useRef<HTMLDivElement>(null);
  const isBehindLast = data?.data.length === 0 && state.page > 1;
  return (
    <Card className="overflow-hidden">
      <div ref={region} className="thin-scrollbar overflow-x-auto" role="region" aria-label={label} tabIndex={0} aria-busy={isFetching}>
        <Table className={classes(isPlaceholderData && "opacity-60 transition-opacity")}>
          <caption className="sr-only">{label}</caption>
          <thead className="bg-surface">
            <tr>
              {columns.map((column) => (
                <ColumnHead key={column.title} column={column} state={state} />
              ))}
            </tr>
          </thead>
          <tbody>
            {!data && !error && <SkeletonRows columns={columns.length} />}
            {data?.data.map((row) => (
              <TableRow key={keyOf(row)} data-testid={rowTestId}>
                {columns.map(({ title, cell, className }) => (
                  <TableCell key={title} className={className ?? ""}>
                    {cell(row)}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </tbody>
        </Table>
      </div>
      {error && !data && (
        <div role="alert" className="flex flex-col items-center gap-3 px-6 py-12 text-center">
          {isInvalid(error) ? (
            <>
              <p className="text-muted">{m.lists_filter_invalid()}</p>
              <Button size="small" onClick={state.reset}>
                {m.lists_filter_reset()}
              </Button>
            </>
          ) : (
            <>
              <p className="text-muted">{explain(error)}</p>
              <Button size="small" onClick={() => void refetch?.()}>
                {m.common_try_again()}
              </Button>
            </>
          )}
        </div>
      )}
      {data?.count === 0 && !isBehindLast && <div className="px-6 py-12 text-center text-muted">{empty}</div>}
      {isBehindLast && <EmptyPage count={data.count} state={state} onLeave={() => region.current?.focus()} />}
      {data && data.count > 0 && <Pager count={data.count} shown={data.data.length} state={state} />}
    </Card>
  );
}

function keyOf(row: Keyed): string {
  return "id" in row
    ? row.id
    : "user_id" in row
      ? row.user_id
      : "answer_id" in row
        ? row.answer_id
        : "prediction_id" in row
          ? row.prediction_id
          : `${row.job_id} ${row.version}`;
}

function ColumnHead<Row>({ column: { title, sort, className }, state }: { column: Column<Row>; state: ListState }) {
  if (!sort) {
    return <TableHead className={className ?? ""}>{title}</TableHead>;
  }
  const isUp = state.sort === sort;
  const isDown = state.sort === `-${sort}`;
  const Icon = isUp ? ArrowUp : isDown ? ArrowDown : ChevronsUpDown;
  return (
    <TableHead className={className ?? ""} aria-sort={isUp ? "ascending" : isDown ? "descending" : "none"}>
      <button
        type="button"
        className={classes(
          "-mx-1 inline-flex h-7 items-center gap-1 rounded px-1 hover:text-foreground",
          (isUp || isDown) && "text-foreground",
        )}
        onClick={() => state.set({ sort: isUp || (!isDown && isNewestFirst(sort)) ? `-${sort}` : sort })}
      >
        {title}
        <Icon aria-hidden className="size-3.5" />
      </button>
    </TableHead>
  );
}

/** Whether a first click sorts downwards: times start with the newest, texts with A. */
function isNewestFirst(sort: string): boolean {
  return sort.endsWith("_at");
}

function SkeletonRows({ columns }: { columns: number }) {
  return [0, 1, 2, 3, 4].map((row) => (
    <tr key={row} className="border-b last:border-b-0">
      {Array.from({ length: columns }, (_, column) => (
        <TableCell key={column}>
          <Skeleton className="my-1 h-3.5 w-3/4" />
        </TableCell>
      ))}
    </tr>
  ));
}
