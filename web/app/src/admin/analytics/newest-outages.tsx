"use client";

import { BarList } from "@/charts/bar-list";
import { ColumnChart } from "@/charts/column-chart";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { type Figures, hasOutageFigures } from "@/lib/figures";
import { date, shortMonth } from "@/lib/format";
import * as m from "@/paraglide/messages";
import { Indices } from "@/tables/indices";

import { useNewestTables } from "./use-newest-tables";

/** The indices of the newest outage table, if there is one among the latest tables. */
export function NewestOutages() {
  const { data } = useNewestTables();
  const newest = data?.data.find(({ summary }) => hasOutageFigures(summary as Figures));
  if (!newest) {
    return null;
  }
  const figures = newest.summary as Figures;
  const { monthly_trend: months = [], top_regions: regions = [] } = figures;
  return (
    <Card className="mb-8">
      <CardHeader title={newest.dataset_name} description={descriptionOf(newest.created_at, figures.period)} />
      <CardContent>
        <Indices figures={figures} />
        <div className="mt-7 grid grid-cols-1 gap-x-10 gap-y-7 lg:grid-cols-2">
          {months.length > 0 && (
            <section>
              <h3 className="mb-3 text-xs font-medium text-muted">{m.admin_analytics_outages_per_month()}</h3>
              <ColumnChart
                title={m.admin_analytics_outages_per_month()}
                columns={months.map(({ month, events }) => ({ label: shortMonth(month), value: events }))}
              />
            </section>
          )}
          {regions.length > 0 && (
            <section>
              <h3 className="mb-3 text-xs font-medium text-muted">{m.admin_analytics_outages_by_region()}</h3>
              <BarList rows={regions.map(({ region, events, percentage }) => ({ label: region, value: events, share: percentage }))} />
            </section>
          )}
        </div>
      </CardContent>
    </Card>
  );
}

function descriptionOf(uploaded: string, period: Figures["period"]): string {
  const years = period && [...new Set([period.start.slice(0, 4), period.end.slice(0, 4)])].join("–");
  return [
    m.admin_analytics_newest(),
    m.admin_analytics_newest_uploaded({ date: date(uploaded) }),
    years && m.admin_analytics_newest_period({ years }),
  ]
    .filter(Boolean)
    .join(" · ");
}
