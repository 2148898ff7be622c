import { TableProperties } from "lucide-react";
import { orThrow, type SnapshotRowOut } from "sisuiq-client";

import { api } from "@/lib/api";
import { date, plural } from "@/lib/format";

import { LIMIT, type Source } from "./source";

/** Uploaded tables with their figures. */
export const TABLES: Source = {
  id: "tables",
  title: "Tables",
  plural: "tables",
  needs: "tables.manage",
  list: "/admin/analytics/",
  async find(q, signal) {
    const { data, count } = await orThrow(api.GET("/api/admin/analytics", { params: { query: { q, limit: LIMIT } }, signal }));
    const options = data.map((table) => ({
      key: `table:${table.id}`,
      title: table.dataset_name,
      hint: describe(table),
      icon: TableProperties,
      target: { address: tableAddress(table) },
    }));
    return { options, count };
  },
};

/** The address of the details of a table. They are shown over the list, which has to contain it. */
export function tableAddress({ id, dataset_name }: Pick<SnapshotRowOut, "id" | "dataset_name">): string {
  return `/admin/analytics/?${new URLSearchParams({ q: dataset_name.slice(0, 200), table: id })}`;
}

function describe({ row_count, created_at }: SnapshotRowOut): string {
  return typeof row_count === "number" ? `${plural(row_count, "row")} · ${date(created_at)}` : date(created_at);
}
