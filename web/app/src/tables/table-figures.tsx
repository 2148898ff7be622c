import type { ReactNode } from "react";

import { BarList } from "@/charts/bar-list";
import { ColumnChart } from "@/charts/column-chart";
import { type Figures, hasOutageFigures } from "@/lib/figures";
import { humanize, shortMonth } from "@/lib/format";
import * as m from "@/paraglide/messages";

import { ColumnsTable } from "./columns-table";
import { Indices } from "./indices";
import { PreviewTable } from "./preview-table";

/** The figures of a table. */
export function TableFigures({ figures }: { figures: Figures }) {
  const { top_regions, outage_causes, monthly_trend, note, category_counts, preview_rows, columns } = figures;
  // the charts of regions and causes already show these counts of an outage table
  const counts = hasOutageFigures(figures) ? [] : Object.entries(category_counts ?? {});
  const causes = Object.entries(outage_causes ?? {}).sort(([, one], [, other]) => other - one);
  return (
    <>
      <Indices figures={figures} />
      {monthly_trend && monthly_trend.length > 0 && (
        <Part title={m.admin_analytics_outages_per_month()}>
          <ColumnChart
            title={m.admin_analytics_outages_per_month()}
            columns={monthly_trend.map(({ month, events }) => ({ label: shortMonth(month), value: events }))}
          />
        </Part>
      )}
      <div className="grid grid-cols-1 gap-x-8 sm:grid-cols-2">
        {top_regions && top_regions.length > 0 && (
          <Part title={m.admin_analytics_regions()}>
            <BarList rows={top_regions.map(({ region, events, percentage }) => ({ label: region, value: events, share: percentage }))} />
          </Part>
        )}
        {causes.length > 0 && (
          <Part title={m.admin_analytics_causes()}>
            <BarList unit="%" rows={causes.map(([cause, share]) => ({ label: humanize(cause), value: share }))} />
          </Part>
        )}
        {counts.map(([column, values]) => (
          <Part key={column} title={humanize(column)}>
            <BarList rows={Object.entries(values).map(([label, value]) => ({ label, value }))} />
          </Part>
        ))}
      </div>
      {columns && columns.length > 0 && (
        <Part title={m.admin_analytics_columns()}>
          <ColumnsTable figures={figures} />
        </Part>
      )}
      {preview_rows && preview_rows.length > 0 && (
        <Part title={m.admin_analytics_first_rows()}>
          <PreviewTable rows={preview_rows} columns={columns ?? Object.keys(preview_rows[0] ?? {})} />
        </Part>
      )}
      {note && <p className="mt-6 text-[0.8125rem] text-muted">{note}</p>}
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-7">
      <h3 className="mb-3 text-xs font-medium text-muted">{title}</h3>
      {children}
    </section>
  );
}
