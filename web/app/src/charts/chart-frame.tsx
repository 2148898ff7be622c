"use client";

import { ChartColumn, Download, Table2 } from "lucide-react";
import { type ReactNode, useId, useRef, useState } from "react";

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
  /** The name of the files, without their endings. */
  fileName: string;
  /** The chart is one SVG element, which can be saved. */
  isDrawing?: boolean;
  /** Remarks, such as left-out rows. */
  notes?: string[];
  children: ReactNode;
}

/** A chart with its title, its values as a table, and the table as a file. */
export function ChartFrame({ title, description, table, fileName, isDrawing, notes = [], children }: Props) {
  const id = useId();
  const frame = useRef<HTMLElement>(null);
  const [isTable, setTable] = useState(false);
  const Icon = isTable ? ChartColumn : Table2;
  const save = () => saveFile(new Blob([csvOf(table)], { type: "text/csv" }), `${fileName}.csv`);
  const saveDrawing = async () => {
    const { svgFile } = await import("./svg-file");
    const drawing = frame.current?.querySelector<SVGSVGElement>("svg[data-drawing]");
    if (drawing) {
      saveFile(new Blob([svgFile(drawing, title)], { type: "image/svg+xml" }), `${fileName}.svg`);
    }
  };
  return (
    <figure ref={frame} aria-labelledby={id} className="min-w-0">
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
          {isDrawing && !isTable && (
            <Button size="small" variant="ghost" aria-label={m.charts_download_svg({ title })} onClick={() => void saveDrawing()}>
              <Download aria-hidden />
              {m.charts_svg()}
            </Button>
          )}
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
