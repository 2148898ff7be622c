"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { Card } from "@/components/ui/card";
import { ErrorCard } from "@/components/ui/error-card";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import type { Filter } from "@/data/chat/answer";
import { FilterWords } from "@/data/chat/filter-words";
import type { RowsPage } from "@/data/datasets/dataset";
import { countOf, queryOfPage, readRowsOfFigure } from "@/data/datasets/rows-address";
import { apiGet } from "@/lib/api";
import { whole } from "@/lib/counts";
import { Pager } from "@/lists/pager";
import { PAGE_SIZE, useListState } from "@/lists/use-list-state";
import * as m from "@/paraglide/messages";

import { RowsTable } from "./rows-table";

interface Props {
  /** The path of the dataset in the API: its own, or that of a link. */
  address: string;
  /** The query of the rows' address in the API. */
  of: string;
  /** The page of all rows. */
  all: string;
}

/** The rows from which a figure of an answer was computed. */
export function RowsOfFigure({ address, of, all }: Props) {
  const state = useListState("");
  const wanted = readRowsOfFigure(of);
  const query = new URLSearchParams(queryOfPage(wanted, state.page, PAGE_SIZE)).toString();
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery<RowsPage>({
    queryKey: ["dataset-rows", address, query],
    queryFn: ({ signal }) => apiGet<RowsPage>(`${address}/rows?${query}`, { signal }),
    placeholderData: keepPreviousData,
  });
  const count = data && countOf(wanted, data.total);
  return (
    <>
      <div data-testid="rows-of-figure" className="mb-4 rounded-lg border bg-surface px-4 py-3 text-[0.8125rem]">
        <p className="font-medium">
          {count === undefined ? m.datachat_rows_of_figure() : m.datachat_rows_of_figure_count({ count: whole(count) })}
        </p>
        <div className="mt-1 wrap-anywhere text-muted">
          {wanted.numbers ? m.datachat_rows_chosen() : <FilterWords filter={filterOf(wanted.filter)} />}
        </div>
        <Link href={all} className="mt-2 inline-block text-link hover:underline">
          {m.datachat_rows_all()}
        </Link>
      </div>
      {error ? (
        <ErrorCard error={error} onRetry={() => void refetch()} />
      ) : !data || count === undefined ? (
        <Skeleton className="h-96" />
      ) : (
        <Card className="overflow-hidden">
          <RowsTable page={data} isFetching={isFetching} isOutdated={isPlaceholderData} />
          {count === 0 ? (
            <p className="px-6 py-12 text-center text-muted">{m.data_rows_none()}</p>
          ) : (
            <Pager count={count} shown={data.rows.length} state={state} />
          )}
        </Card>
      )}
    </>
  );
}

function filterOf(text: string | null): Filter | null {
  try {
    return text === null ? null : (JSON.parse(text) as Filter);
  } catch {
    // the API refuses it and says why
    return null;
  }
}
