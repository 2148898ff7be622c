"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { MapOut, ProximityOut } from "sisuiq-client";

import { ChartFrame } from "@/charts/chart-frame";
import { ChartTableView } from "@/charts/chart-table-view";
import type { ChartTable } from "@/charts/table-csv";
import { Choice } from "@/components/choice";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { ErrorCard } from "@/components/ui/error-card";
import { Skeleton } from "@/components/ui/skeleton";
import { whole } from "@/lib/counts";
import { PointMap } from "@/maps/point-map";
import * as m from "@/paraglide/messages";

import { changeChoice } from "./change-choice";
import { otherChoices } from "./choices";
import { Distances } from "./distances";
import { LayerList } from "./layer-list";
import type { MapViewProps } from "./map-builder";
import { MOST_POINTS, mapQuery } from "./map-choice";
import { pointsOf, tableOf } from "./map-data";
import type { DatasetSource } from "./source";
import { useOthers } from "./use-others";
import { useOutlines } from "./use-outlines";

/** The most comparisons of places of a request, in millions. */
const MOST_MILLIONS = 60;

/** How many places of another dataset are near those of this one. */
export function ProximityView({ source, columns, choice, filter }: MapViewProps) {
  const { near, kilometres } = choice;
  const others = useOthers(source);
  const query = mapQuery(choice, columns, filter.text);
  const map = useQuery({
    queryKey: ["dataset-map", source.key, query],
    queryFn: ({ signal }) => source.map(query ?? {}, signal),
    enabled: query !== null && near !== "",
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const counted = useQuery({
    queryKey: ["dataset-proximity", source.key, near, kilometres, filter.text],
    queryFn: ({ signal }) => {
      if (!source.others) {
        throw new Error("no other dataset can be seen");
      }
      return source.others.proximity(near, kilometres, filter.value, signal);
    },
    enabled: near !== "" && source.others !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  if (others.error) {
    return <ErrorCard error={others.error} onRetry={() => void others.refetch()} />;
  }
  if (others.data?.length === 0) {
    return <p className="text-muted">{m.charts_other_none()}</p>;
  }
  return (
    <div className="grid gap-6 lg:grid-cols-[17rem_minmax(0,1fr)]">
      <div className="flex flex-col gap-4">
        <Choice
          label={m.maps_near()}
          value={near}
          choices={otherChoices(others.data)}
          onChange={(id) => changeChoice({ near: id || null })}
          hint={m.maps_near_hint()}
        />
        <Distances kilometres={kilometres} />
        <p className="text-xs text-muted">{m.maps_near_limit({ most: whole(MOST_POINTS), comparisons: MOST_MILLIONS })}</p>
      </div>
      <div className="flex min-w-0 flex-col gap-6">
        {near === "" ? (
          <p className="rounded-md border border-dashed px-6 py-12 text-center text-muted">{m.maps_near_choose()}</p>
        ) : (
          <>
            {counted.error ? (
              <ErrorCard error={counted.error} onRetry={() => void counted.refetch()} />
            ) : counted.data ? (
              <Result result={counted.data} />
            ) : (
              <Skeleton className="h-60" />
            )}
            {map.data && !counted.error && <Places source={source} map={map.data} kilometres={kilometres} />}
          </>
        )}
      </div>
    </div>
  );
}

function Result({ result: { base, target, thresholds, table, warnings } }: { result: ProximityOut }) {
  const title = m.maps_near_title({ base: base.name, target: target.name });
  const left = [base, target].filter(({ left_out }) => left_out > 0);
  return (
    <Card>
      <CardHeader title={title} description={m.maps_near_used({ base: whole(base.used), target: whole(target.used) })} />
      <CardContent>
        <ChartTableView title={title} table={table as ChartTable} />
        <ul className="mt-3 flex list-disc flex-col gap-1 pl-4 text-[0.8125rem]">
          {thresholds.map(({ kilometres, sentence }) => (
            <li key={kilometres}>{sentence}</li>
          ))}
        </ul>
        <ul className="mt-3 flex flex-col gap-1 text-xs text-muted">
          {warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
          {left.map(({ dataset_id, name, left_out }) => (
            <li key={dataset_id}>
              {name} · {m.maps_left_out({ count: left_out })}
            </li>
          ))}
        </ul>
      </CardContent>
    </Card>
  );
}

function Places({ source, map, kilometres }: { source: DatasetSource; map: MapOut; kilometres: number[] }) {
  const { data: outlines } = useOutlines(source);
  const points = useMemo(() => pointsOf(map), [map]);
  const table = useMemo(() => tableOf(map, null), [map]);
  const title = map.layers.map(({ name }) => name).join(" · ");
  const notes = [
    ...map.warnings.filter(({ code }) => code !== "no_place").map(({ text }) => text),
    ...(outlines ? [outlines.attribution] : []),
  ];
  return (
    <Card className="min-w-0">
      <CardContent className="pt-5">
        <ChartFrame title={title} fileName="map" table={table} notes={notes} description={m.maps_near_circles()}>
          <PointMap title={title} points={points} mode="points" areas={outlines?.areas ?? []} circles={kilometres} />
          <LayerList layers={map.layers} hasShapes />
        </ChartFrame>
      </CardContent>
    </Card>
  );
}
