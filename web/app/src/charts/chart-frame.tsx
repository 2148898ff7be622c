"use client";

import { ChartColumn, Download, Table2 } from "lucide-react";
import { type ReactNode, useId, useState } from "react";

import { Button } from "@/components/ui/button";
import { saveFile } from "@/lib/save-file";
import * as m from "@/paraglide/messages";

import { ChartTableView } from "./chart-table-view";
import { type ChartTable, csvOf } from "./table-csv";

interface Props {
  title: string;
  /** What the figures are and are not. */
  description?: ReactNode;
  /** The text form of the chart. */
  table: ChartTable;
  /** The name of the CSV file, without its ending. */
  fileName: string;
  /** Remarks, such as left-out rows. */
  notes?: string[];
  children: ReactNode;
}

/** A chart with its title, its values as a table, and the table as a file. */
export function ChartFrame({ title, description, table, fileName, notes = [], children }: Props) {
  const id = useId();
  const [isTable, setTable] = useState(false);
  const Icon = isTable ? ChartColumn : Table2;
  const save = () => saveFile(new Blob([csvOf(table)], { type: "text/csv" }), `${fileName}.csv`);
  return (
    <figure aria-labelledby={id} className="min-w-0">
      <div className="mb-3 flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <figcaption className="min-w-0">
          <h2 id={id} className="text-sm font-semibold wrap-anywhere">
            {title}
          </h2>
          {description && <p className="mt-0.5 text-[0.8125rem] text-muted">{description}</p>}
        </figcaption>
        <div className="flex gap-1">
          <Button size="small" variant="ghost" onClick={() => setTable(!isTable)}>
            <Icon aria-hidden />
            {isTable ? m.charts_show_chart() : m.charts_show_table()}
          </Button>
          <Button size="small" variant="ghost" aria-label={m.charts_download({ title })} onClick={save}>
            <Download aria-hidden />
            {m.charts_csv()}
          </Button>
        </div>
      </div>
      {isTable ? <ChartTableView title={title} table={table} /> : children}
      {notes.length > 0 && (
        <ul className="mt-2 flex flex-col gap-1 text-xs text-muted">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </figure>
  );
}
