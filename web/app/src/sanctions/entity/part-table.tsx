import type { ReactNode } from "react";

import { Card } from "@/components/ui/card";
import { Table, TableCell, TableHead, TableRow } from "@/components/ui/table";

interface Column<Row> {
  title: string;
  cell: (row: Row) => ReactNode;
  className?: string;
}

interface Props<Row> {
  title: string;
  columns: Column<Row>[];
  rows: Row[];
}

/** A section with a table of what a list states several times; nothing if it states none. */
export function PartTable<Row>({ title, columns, rows }: Props<Row>) {
  if (rows.length === 0) {
    return null;
  }
  return (
    <section className="mb-8">
      <h2 className="mb-3 text-base font-semibold">{title}</h2>
      <Card className="overflow-hidden">
        <div role="region" aria-label={title} tabIndex={0} className="thin-scrollbar overflow-x-auto">
          <Table>
            <caption className="sr-only">{title}</caption>
            <thead className="bg-surface">
              <tr>
                {columns.map(({ title: column, className = "" }) => (
                  <TableHead key={column} className={className}>
                    {column}
                  </TableHead>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, at) => (
                <TableRow key={at}>
                  {columns.map(({ title: column, cell, className = "" }) => (
                    <TableCell key={column} className={className}>
                      {cell(row) ?? "–"}
                    </TableCell>
                  ))}
                </TableRow>
              ))}
            </tbody>
          </Table>
        </div>
      </Card>
    </section>
  );
}
