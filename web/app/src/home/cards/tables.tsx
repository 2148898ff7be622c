"use client";

import { useQuery } from "@tanstack/react-query";
import { orThrow, type SnapshotOut } from "sisuiq-client";
import { StatusBadge } from "@/components/status-badge";
import { api } from "@/lib/api";
import { dateTime } from "@/lib/format";
import { pollWhileProcessing } from "@/lists/poll-while-processing";
import * as m from "@/paraglide/messages";
import { tableAddress } from "@/tables/address";

import { CardLine } from "../card-line";
import { CardList } from "../card-list";

const LIMIT = 5;
const PATH = "/api/ingest/data";

/** The newest tables. */
export default function TablesCard() {
  const query = useQuery({
    queryKey: [PATH, "newest"],
    queryFn: ({ signal }) => orThrow(api.GET(PATH, { params: { query: { limit: LIMIT } }, signal })),
    select: ({ data }) => data,
    refetchInterval: pollWhileProcessing,
  });
  return (
    <CardList query={query} lines={LIMIT} empty={m.home_tables_empty()}>
      {(table) => (
        <li key={table.id}>
          <CardLine
            title={table.dataset_name}
            address={tableAddress(table.id)}
            hint={table.error?.detail ?? describe(table)}
            isProblem={Boolean(table.error)}
            badge={<StatusBadge status={table.status} />}
          />
        </li>
      )}
    </CardList>
  );
}

function describe({ row_count, created_at }: SnapshotOut): string {
  const added = dateTime(created_at);
  return typeof row_count === "number" ? `${m.home_table_rows({ count: row_count })} · ${added}` : added;
}
