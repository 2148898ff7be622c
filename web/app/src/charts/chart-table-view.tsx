import { Table, TableCell, TableHead, TableRow } from "@/components/ui/table";
import * as m from "@/paraglide/messages";

import { figure } from "./figure-number";
import type { ChartTable } from "./table-csv";

/** More rows would make the page slow; the file has all of them. */
const MOST_ROWS = 200;

/** The values of a chart. */
export function ChartTableView({ title, table: { columns, rows } }: { title: string; table: ChartTable }) {
  return (
    <>
      <div role="region" aria-label={title} tabIndex={0} className="thin-scrollbar max-h-96 overflow-auto rounded-md border">
        <Table>
          <caption className="sr-only">{title}</caption>
          <thead className="sticky top-0 bg-surface">
            <tr>
              {columns.map((column, at) => (
                <TableHead key={at} className={at > 0 ? "text-right" : ""}>
                  {column}
                </TableHead>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, MOST_ROWS).map((row, at) => (
              <TableRow key={at}>
                {row.map((value, place) => (
                  <TableCell key={place} className={place > 0 ? "py-1.5 text-right tabular-nums" : "py-1.5 wrap-anywhere"}>
                    {typeof value === "number" ? figure(value) : (value ?? "–")}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </tbody>
        </Table>
      </div>
      {rows.length > MOST_ROWS && (
        <p className="mt-2 text-xs text-muted">{m.charts_table_part({ shown: MOST_ROWS, count: rows.length })}</p>
      )}
    </>
  );
}
