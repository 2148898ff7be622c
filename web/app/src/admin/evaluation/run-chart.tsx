"use client";

import { GroupedColumns } from "@/charts/grouped-columns";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { dateTime, shortDay } from "@/lib/format";
import * as m from "@/paraglide/messages";

import { useLatestRuns } from "./use-runs";

/** The number of runs in the chart. */
export const SHOWN = 20;

/** Pass rate and mean score of the latest runs, once there are two to compare. */
export function RunChart() {
  const { data: runs = [] } = useLatestRuns(SHOWN);
  if (runs.length < 2) {
    return null;
  }
  const columns = runs.map(({ started_at, dataset_version, pass_rate, avg_score }) => ({
    label: m.admin_evaluation_chart_column({ time: dateTime(started_at), version: dataset_version }),
    mark: shortDay(started_at),
    values: [pass_rate, avg_score],
  }));
  return (
    <Card className="mb-8">
      <CardHeader title={runs[0]?.dataset_name} description={m.admin_evaluation_chart_description({ count: runs.length })} />
      <CardContent>
        <GroupedColumns
          title={m.admin_evaluation_chart_title()}
          unit={m.admin_evaluation_chart_unit()}
          series={[m.admin_evaluation_pass_rate(), m.admin_evaluation_mean_score()]}
          columns={columns}
        />
      </CardContent>
    </Card>
  );
}
