import type { ReactNode } from "react";

import { whole } from "@/lib/counts";
import * as m from "@/paraglide/messages";

import { BarDrawing } from "./bar-drawing";
import { ChartFrame } from "./chart-frame";
import type { Chart } from "./drawing/drawing";
import { DrawingView } from "./drawing/drawing-view";

interface Props {
  chart: Chart;
  /** A link beside the number of rows, such as to these rows. */
  link?: ReactNode;
}

/** A chart of the API: its drawing, its figures as a table, and what a reader has to know about them. */
export function DatasetChart({ chart: { type, title, warnings, table, chart, used_rows, row_count }, link }: Props) {
  return (
    <ChartFrame
      title={title}
      fileName={type}
      table={table}
      notes={warnings.filter(({ code }) => code !== "empty").map(({ text }) => text)}
      isDrawing={!chart.notice}
      description={
        <>
          {m.charts_computed({ used: whole(used_rows), count: row_count })} {link}
        </>
      }
    >
      {chart.notice ? (
        <p className="rounded-md border border-dashed px-6 py-12 text-center text-muted">{chart.notice}</p>
      ) : type === "bar" ? (
        <BarDrawing title={title} rows={rowsOf(chart)} />
      ) : (
        <DrawingView title={title} drawing={chart} />
      )}
    </ChartFrame>
  );
}

/** Names of categories are long: they are read more easily beside bars than below them. */
function rowsOf({ x, series }: Chart["chart"]) {
  const [bars] = series.filter((one) => one.type === "bars");
  return (x.categories ?? []).map((label, at) => ({ label, value: bars?.counts[at] ?? 0 }));
}
