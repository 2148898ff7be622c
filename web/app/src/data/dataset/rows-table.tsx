import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";

import { Table, TableCell, TableHead, TableRow } from "@/components/ui/table";
import { type Heading, isNumeric, type RowsPage } from "@/data/datasets/dataset";
import { classes } from "@/lib/classes";
import * as m from "@/paraglide/messages";

import { cellText } from "./cell-text";

interface Props {
  page: RowsPage;
  isFetching: boolean;
  /** Whether this is the page before the one that is being fetched. */
  isOutdated: boolean;
  /** The order; undefined if it cannot be changed. */
  sorting?: { sort: string; onSort: (sort: string) => void };
}

/** Rows of a dataset with their numbers in the file. */
export function RowsTable({ page, isFetching, isOutdated, sorting }: Props) {
  return (
    <div role="region" aria-label={m.data_view_rows()} tabIndex={0} aria-busy={isFetching} className="thin-scrollbar overflow-x-auto">
      <Table className={classes(isOutdated && "opacity-60")}>
        <caption className="sr-only">{m.data_view_rows()}</caption>
        <thead className="bg-surface">
          <tr>
            <TableHead className="text-right">{m.data_row_number()}</TableHead>
            {page.columns.map((column) =>
              sorting ? (
                <SortedHead key={column.name} column={column} {...sorting} />
              ) : (
                <TableHead key={column.name} className={isNumeric(column) ? "text-right" : ""}>
                  {column.name}
                </TableHead>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {page.rows.map((row, at) => (
            <TableRow key={page.row_numbers[at] ?? at} data-testid="data-row">
              <TableCell className="text-right text-muted tabular-nums">{(page.row_numbers[at] ?? 0) + 1}</TableCell>
              {row.map((value, place) => (
                <TableCell
                  key={page.columns[place]?.name ?? place}
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
