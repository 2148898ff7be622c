import { TableProperties } from "lucide-react";
import { orThrow, type SnapshotOut } from "sisuiq-client";

import { api } from "@/lib/api";
import { date } from "@/lib/format";
import * as m from "@/paraglide/messages";
import { tableAddress } from "@/tables/address";

import { LIMIT, type Source } from "./source";

/** Tables that the account may read. */
export const TABLES: Source = {
  id: "tables",
  title: m.search_tables(),
  needs: "tables.read",
  list: { path: "/tables/", title: m.search_all_tables },
  async find(q, signal) {
    const { data, count } = await orThrow(api.GET("/api/ingest/data", { params: { query: { q, limit: LIMIT } }, signal }));
    const options = data.map((table) => ({
      key: `table:${table.id}`,
      title: table.dataset_name,
      hint: describe(table),
      icon: TableProperties,
      target: { address: tableAddress(table.id) },
    }));
    return { options, count };
  },
};

function describe({ row_count, created_at }: SnapshotOut): string {
  return typeof row_count === "number" ? `${m.search_table_rows({ count: row_count })} · ${date(created_at)}` : date(created_at);
}
