"use client";

import { GroupedColumns } from "@/charts/grouped-columns";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { dateTime, shortDay } from "@/lib/format";

import { useLatestRuns } from "./use-runs";

/** The number of runs in the chart. */
export const SHOWN = 20;

/** Pass rate and mean score of the latest runs, once there are two to compare. */
export function RunChart() {
  const { data: runs = [] } = useLatestRuns(SHOWN);
  if (runs.length < 2) {
    return null;
  }
  const columns = runs.map(({ created_at, dataset_version, pass_rate, avg_score }) => ({
    label: `${dateTime(created_at)}, version ${dataset_version}`,
    mark: shortDay(created_at),
    values: [pass_rate, avg_score],
  }));
  return (
    <Card className="mb-8">
      <CardHeader title={runs[0]?.dataset_name} description={`Latest ${runs.length} runs of this dataset, oldest first.`} />
      <CardContent>
        <GroupedColumns
          title="Pass rate and mean score of the latest runs"
          unit="Run"
          series={["Pass rate", "Mean score"]}
          columns={columns}
        />
      </CardContent>
    </Card>
  );
}
