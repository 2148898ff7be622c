"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { type AccidentIn, type GridOut, orThrow } from "sisuiq-client";

import { ChartFrame } from "@/charts/chart-frame";
import { figure } from "@/charts/figure-number";
import { HeatGrid } from "@/charts/heat-grid";
import { Card, CardContent } from "@/components/ui/card";
import { ErrorCard } from "@/components/ui/error-card";
import { Skeleton } from "@/components/ui/skeleton";
import { hourLabel } from "@/data/hour-label";
import { api } from "@/lib/api";
import { useInView } from "@/lib/use-in-view";
import * as m from "@/paraglide/messages";

/** The predicted severity of each hour of a week, requested when it comes into view. */
export function WeekGrid({ accident }: { accident: AccidentIn }) {
  const place = useRef<HTMLElement>(null);
  const isSeen = useInView(place);
  // neither hour nor weekday make a difference to the grid
  const { accident_hour: _, day_of_week: __, time_period: ___, ...circumstances } = accident;
  const { data, error, refetch } = useQuery({
    queryKey: ["prediction-grid", circumstances],
    queryFn: ({ signal }) => orThrow(api.POST("/api/predict/eclo/grid", { body: circumstances as AccidentIn, signal })),
    enabled: isSeen,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
  return (
    <Card ref={place}>
      <CardContent>
        {error ? (
          <ErrorCard error={error} onRetry={() => void refetch()} />
        ) : data ? (
          <Grid grid={data} district={accident.district} />
        ) : isSeen ? (
          <Skeleton className="h-72" />
        ) : (
          // nothing is loading yet
          <div className="h-72" />
        )}
      </CardContent>
    </Card>
  );
}

function Grid({ grid: { cells, notes }, district }: { grid: GridOut; district: string }) {
  const days = [...new Set(cells.map(({ day_of_week }) => day_of_week))];
  const hours = [...new Set(cells.map(({ hour }) => hour))];
  const cellAt = (day: number, hour: number) => cells[hour * days.length + day];
  const byDay = days.flatMap((_, day) => hours.map((_hour, hour) => cellAt(day, hour)?.eclo ?? 0));
  const describe = (day: number, hour: number) => {
    const cell = cellAt(day, hour);
    const at = {
      day: days[day] ?? "",
      hour: hourLabel(hours[hour] ?? 0),
      eclo: figure(cell?.eclo ?? 0),
      severity: cell?.interpretation ?? "",
    };
    return m.data_grid_cell(at);
  };
  return (
    <ChartFrame
      title={m.data_grid({ district })}
      description={m.data_grid_hint()}
      fileName="week"
      notes={notes}
      table={{
        columns: [m.data_hour(), ...days],
        rows: hours.map((hour, at) => [hourLabel(hour), ...days.map((_, day) => cellAt(day, at)?.eclo ?? null)]),
      }}
    >
      <HeatGrid
        title={m.data_grid({ district })}
        rowLabels={days}
        columnLabels={hours.map(String)}
        every={3}
        values={byDay}
        describe={describe}
        least={figure(Math.min(...byDay))}
        most={figure(Math.max(...byDay))}
      />
    </ChartFrame>
  );
}
