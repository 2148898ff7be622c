"use client";

import { useQuery } from "@tanstack/react-query";
import { orThrow, type SnapshotOut, type SnapshotRowOut } from "sisuiq-client";

import { ScrollArea } from "@/components/ui/scroll-area";
import { Sheet } from "@/components/ui/sheet";
import { api } from "@/lib/api";
import type { Figures } from "@/lib/figures";
import { dateTime, sentence } from "@/lib/format";
import { isId } from "@/lib/is-id";
import { isNotFound } from "@/lib/not-found";
import { DetailsState } from "@/lists/details-state";
import * as m from "@/paraglide/messages";

import { TableFigures } from "./table-figures";

export interface TableDetailsProps {
  id: string;
  /** What the list knows of the table, shown until all is loaded. */
  known?: SnapshotOut | SnapshotRowOut | undefined;
  onClose: () => void;
}

/** A table with its figures, whether or not the list beside it has its row. */
export function TableDetails({ id, known, onClose }: TableDetailsProps) {
  const { data, error, refetch } = useQuery({
    queryKey: ["table", id],
    queryFn: ({ signal }) => orThrow(api.GET("/api/ingest/data/{id}", { params: { path: { id } }, signal })),
    enabled: isId(id),
    refetchInterval: ({ state }) => (state.data?.status === "pending" || state.data?.status === "processing" ? 3_000 : false),
  });
  const isMissing = !isId(id) || isNotFound(error);
  const table = isMissing ? undefined : (data ?? known);
  const figures = (data ?? known)?.summary as Figures | null | undefined;
  return (
    <Sheet
      onClose={onClose}
      side="right"
      title={table?.dataset_name ?? m.tables_table()}
      closeLabel={m.tables_close({ name: table?.dataset_name ?? m.tables_table() })}
      className="w-[min(48rem,100vw)]"
    >
      <header className="border-b px-6 py-3 pr-14">
        <h2 className="truncate text-sm font-semibold">{table?.dataset_name ?? m.tables_table()}</h2>
        {table && (
          <p className="text-xs text-muted">
            {typeof table.row_count === "number" && `${m.tables_row_count({ count: table.row_count })} · `}
            {dateTime(table.created_at)}
          </p>
        )}
      </header>
      {table && figures ? (
        <ScrollArea className="flex-1 px-6 py-5">
          <TableFigures figures={figures} />
        </ScrollArea>
      ) : !isMissing && data && data.status !== "ready" ? (
        <p role="status" className="px-6 py-12 text-center text-muted">
          {data.error ? sentence(data.error.detail) : m.tables_processing()}
        </p>
      ) : (
        <DetailsState isMissing={isMissing} missing={m.tables_missing()} error={error} onRetry={() => void refetch()} />
      )}
    </Sheet>
  );
}
