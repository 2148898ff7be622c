"use client";

import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";

import { BarList } from "@/charts/bar-list";
import { ChartFrame } from "@/charts/chart-frame";
import { DatasetChart } from "@/charts/dataset-chart";
import type { Chart } from "@/charts/drawing/drawing";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { apiGet } from "@/lib/api";
import { classes } from "@/lib/classes";
import { explain } from "@/lib/problems";
import { useInView } from "@/lib/use-in-view";
import * as m from "@/paraglide/messages";

import type { AnswerChart as ChartOfAnswer, ToolCall } from "./answer";
import { operationLabel } from "./call-labels";
import { chartQuery, groupsOf } from "./chart-query";

/** The height of few bars, and of all other charts: what is below them should not move when they arrive. */
const BARS = "min-h-56";
const DRAWING = "min-h-[30.75rem] lg:min-h-[28.25rem]";

interface Props {
  chart: ChartOfAnswer;
  calls: ToolCall[];
  chartPath: (type: string) => string;
}

/** The chart of an answer: groups from the answer itself, everything else drawn by the API. */
export function AnswerChart({ chart, calls, chartPath }: Props) {
  const groups = groupsOf(chart, calls);
  const query = chartQuery(chart);
  if (groups) {
    const { operation, figure, group, rows, count } = groups;
    const title = m.datachat_chart_groups({ operation: operationLabel(operation), figure, group });
    return (
      <div className="mt-4 rounded-lg border p-4">
        <ChartFrame
          title={title}
          table={{ columns: [group, m.datachat_chart_value({ operation: operationLabel(operation), figure })], rows: groups.table }}
          fileName="groups"
          notes={rows.length < count ? [m.datachat_chart_part({ shown: rows.length, count })] : []}
        >
          <BarList rows={rows} />
        </ChartFrame>
      </div>
    );
  }
  return query === null ? null : <Drawn address={`${chartPath(chart.type)}?${query}`} height={chart.type === "bar" ? BARS : DRAWING} />;
}

function Drawn({ address, height }: { address: string; height: string }) {
  const place = useRef<HTMLDivElement>(null);
  const isSeen = useInView(place);
  const { data, error } = useQuery({
    queryKey: ["answer-chart", address],
    queryFn: ({ signal }) => apiGet<Chart>(address, { signal }),
    enabled: isSeen,
    staleTime: Number.POSITIVE_INFINITY,
    retry: 1,
  });
  return (
    <div ref={place} className={classes("mt-4", height)}>
      {data ? (
        <div className="rounded-lg border p-4">
          <DatasetChart chart={data} />
        </div>
      ) : error ? (
        <Notice variant="warning">{m.datachat_chart_failed({ reason: explain(error) })}</Notice>
      ) : (
        <Skeleton className={height} />
      )}
    </div>
  );
}
