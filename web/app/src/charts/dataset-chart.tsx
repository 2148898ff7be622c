import { BarList } from "./bar-list";
import { ChartFrame } from "./chart-frame";
import type { Chart } from "./drawing/drawing";
import { DrawingView } from "./drawing/drawing-view";

/** A chart of the API: its drawing, its figures as a table, and what a reader has to know about them. */
export function DatasetChart({ chart: { type, title, warnings, table, chart } }: { chart: Chart }) {
  return (
    <ChartFrame title={title} fileName={type} table={table} notes={warnings.map(({ text }) => text)}>
      {chart.notice ? (
        <p className="rounded-md border border-dashed px-6 py-12 text-center text-muted">{chart.notice}</p>
      ) : type === "bar" ? (
        <BarList rows={rowsOf(chart)} />
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
