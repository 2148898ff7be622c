"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import type { MapOut } from "sisuiq-client";

import { ChartFrame } from "@/charts/chart-frame";
import { Choice } from "@/components/choice";
import { Card, CardContent } from "@/components/ui/card";
import { ErrorCard } from "@/components/ui/error-card";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import type { Heading } from "@/data/datasets/dataset";
import { classes } from "@/lib/classes";
import { whole } from "@/lib/counts";
import type { PointMode } from "@/maps/map-points";
import { PointMap } from "@/maps/point-map";
import { TimePlayer } from "@/maps/time-player";
import * as m from "@/paraglide/messages";

import { changeChoice } from "./change-choice";
import { UNITS } from "./chart-fields";
import { choicesOf } from "./choices";
import { type TimeUnit, timeUnitsOf } from "./columns";
import { LayerFields } from "./layer-fields";
import { LayerList } from "./layer-list";
import type { MapViewProps } from "./map-builder";
import { type MapChoice, MOST_POINTS, mapQuery } from "./map-choice";
import { pointsOf, tableOf } from "./map-data";
import type { DatasetSource } from "./source";
import { useOutlines } from "./use-outlines";

/** Points of up to five datasets: each one, clusters, or how densely they lie, at all times or at one. */
export function PointsView({ source, columns, choice, filter }: MapViewProps) {
  const query = mapQuery(choice, columns, filter.text);
  const { data, error, isPlaceholderData, refetch } = useQuery({
    queryKey: ["dataset-map", source.key, query],
    queryFn: ({ signal }) => source.map(query ?? {}, signal),
    enabled: query !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  return (
    <div className="grid gap-6 lg:grid-cols-[17rem_minmax(0,1fr)]">
      <div className="flex flex-col gap-4">
        <TimeFields columns={columns} choice={choice} />
        {source.others && <LayerFields source={source} layers={choice.layers} />}
        <p className="text-xs text-muted">{m.maps_sample_limit({ most: whole(MOST_POINTS) })}</p>
      </div>
      <Card className="min-w-0 self-start">
        <CardContent className="pt-5">
          {error ? (
            <ErrorCard error={error} onRetry={() => void refetch()} />
          ) : !data ? (
            <Skeleton className="h-96" />
          ) : (
            <div aria-busy={isPlaceholderData} className={classes(isPlaceholderData && "opacity-60")}>
              <Points source={source} map={data} choice={choice} rows={source.rows?.(filter.where) ?? null} />
            </div>
          )}
        </CardContent>
      </Card>
    </div>
  );
}

function TimeFields({ columns, choice: { time, unit } }: { columns: Heading[]; choice: MapChoice }) {
  const heading = columns.find(({ name }) => name === time);
  const names = columns.filter((own) => timeUnitsOf(own).length > 0).map(({ name }) => name);
  if (names.length === 0) {
    return <p className="text-[0.8125rem] text-muted">{m.maps_time_needs()}</p>;
  }
  return (
    <>
      <Choice
        label={m.maps_time_column()}
        value={time}
        choices={choicesOf(names, m.maps_time_none())}
        onChange={(name) => changeChoice({ time: name || null, unit: null, at: null })}
      />
      {heading && (
        <Choice
          label={m.charts_unit()}
          value={unit}
          choices={timeUnitsOf(heading).map((own: TimeUnit) => ({ value: own, label: UNITS[own] }))}
          onChange={(own) => changeChoice({ unit: own, at: null })}
          hint={unit === "month" || unit === "hour" ? m.maps_time_all_years() : undefined}
        />
      )}
    </>
  );
}

interface PointsProps {
  source: DatasetSource;
  map: MapOut;
  choice: MapChoice;
  rows: string | null;
}

function Points({ source, map, choice, rows }: PointsProps) {
  const { data: outlines } = useOutlines(source);
  const points = useMemo(() => pointsOf(map), [map]);
  const mode = choice.mode as PointMode;
  const buckets = map.time?.buckets ?? [];
  // a time of another unit or filter is none
  const time = buckets.some(({ value }) => value === choice.at) ? choice.at : null;
  const table = useMemo(() => tableOf(map, time), [map, time]);
  const choose = useCallback((at: number | null) => changeChoice({ at: at === null ? null : String(at) }, "replace"), []);
  const title = map.layers.map(({ name }) => name).join(" · ");
  // the API counts all rows in the cells of its heat, but not those of one time
  const grid = mode === "heat" && time === null ? (map.heat ?? null) : null;
  const notes = [
    // the list of layers says how many rows have no place
    ...map.warnings.filter(({ code }) => code !== "no_place" && !(grid && code === "sampled")).map(({ text }) => text),
    ...(map.sampled && grid ? [m.maps_heat_sample()] : []),
    ...(map.sampled && !grid && mode !== "points" ? [m.maps_sample_counts()] : []),
    ...(map.time && map.time.unknown > 0 ? [m.maps_time_unknown({ count: map.time.unknown })] : []),
    ...(outlines ? [outlines.attribution] : []),
  ];
  return (
    <ChartFrame
      title={title}
      fileName="map"
      table={table}
      notes={notes}
      description={
        <>
          {m.maps_shown({ shown: whole(grid ? map.total : map.shown), count: map.total })}{" "}
          {rows && (
            <Link href={rows} className="text-link underline">
              {m.charts_open_rows()}
            </Link>
          )}
        </>
      }
    >
      {points.length === 0 ? (
        <p className="rounded-md border border-dashed px-6 py-12 text-center text-muted">{m.maps_no_points()}</p>
      ) : (
        <>
          {buckets.length > 0 && (
            <div className="mb-3">
              <TimePlayer steps={buckets} value={time} onChange={choose} />
            </div>
          )}
          <PointMap title={title} points={points} time={time} mode={mode} grid={grid} areas={outlines?.areas ?? []} />
          {mode === "heat" && <p className="mt-3 text-xs text-muted">{m.maps_heat_steps()}</p>}
          <LayerList layers={map.layers} hasShapes={mode === "points"} />
        </>
      )}
    </ChartFrame>
  );
}
