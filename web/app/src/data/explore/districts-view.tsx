"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { DistrictRatesOut } from "sisuiq-client";

import { ChartFrame } from "@/charts/chart-frame";
import type { ChartTable } from "@/charts/table-csv";
import { Choice } from "@/components/choice";
import { Card, CardContent } from "@/components/ui/card";
import { ErrorCard } from "@/components/ui/error-card";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { isNumeric } from "@/data/datasets/dataset";
import { classes } from "@/lib/classes";
import { list, whole } from "@/lib/format";
import { Choropleth } from "@/maps/choropleth";
import * as m from "@/paraglide/messages";

import { changeChoice } from "./change-choice";
import { choicesOf } from "./choices";
import type { MapViewProps } from "./map-builder";
import { districtColumns, districtQuery } from "./map-choice";
import { valuedAreas } from "./map-data";

/** The rates of districts, drawn towards the mean of all, and the significant clusters among them. */
export function DistrictsView({ source, columns, choice, filter }: MapViewProps) {
  const query = districtQuery(choice, filter.text);
  const { data, error, isPlaceholderData, refetch } = useQuery({
    queryKey: ["dataset-districts", source.key, query],
    queryFn: ({ signal }) => source.districts(query, signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  return (
    <div className="grid gap-6 lg:grid-cols-[17rem_minmax(0,1fr)]">
      <div className="flex flex-col gap-4">
        <Choice
          label={m.maps_value()}
          value={choice.value}
          choices={choicesOf(
            columns.filter(isNumeric).map(({ name }) => name),
            m.maps_value_rows(),
          )}
          onChange={(value) => changeChoice({ value: value || null })}
          hint={choice.value === "" ? m.maps_value_rows_hint() : m.maps_value_hint()}
        />
        <Choice
          label={m.maps_district_column()}
          value={choice.district}
          choices={choicesOf(districtColumns(columns), m.maps_district_auto())}
          onChange={(district) => changeChoice({ district: district || null })}
          hint={m.maps_district_hint()}
        />
      </div>
      <Card className="min-w-0 self-start">
        <CardContent className="pt-5">
          {error ? (
            <ErrorCard error={error} onRetry={() => void refetch()} />
          ) : !data ? (
            <Skeleton className="h-96" />
          ) : (
            <div aria-busy={isPlaceholderData} className={classes(isPlaceholderData && "opacity-60")}>
              <Rates report={data} rows={source.rows?.(filter.where) ?? null} />
            </div>
          )}
        </CardContent>
      </Card>
    </div>
  );
}

function Rates({ report, rows }: { report: DistrictRatesOut; rows: string | null }) {
  const areas = useMemo(() => valuedAreas(report), [report]);
  const { missing, unknown, warnings } = report;
  const hasMissing = warnings.some(({ code }) => code === "no_place" || code === "many_missing");
  const notes = [
    m.maps_smoothed(),
    ...warnings.map(({ text }) => text),
    ...(missing > 0 && !hasMissing ? [m.maps_district_missing({ count: missing })] : []),
    ...(unknown.most.length > 0 ? [m.maps_district_unknown_names({ names: list(unknown.most.map(({ name }) => name)) })] : []),
    report.attribution,
  ];
  return (
    <ChartFrame
      title={report.title}
      fileName="districts"
      table={report.table as ChartTable}
      notes={notes}
      description={
        <>
          {m.charts_computed({ used: whole(report.used_rows), count: report.row_count })}{" "}
          {rows && (
            <Link href={rows} className="text-link underline">
              {m.charts_open_rows()}
            </Link>
          )}
        </>
      }
    >
      {report.used_rows === 0 ? (
        <p className="rounded-md border border-dashed px-6 py-12 text-center text-muted">{m.maps_district_no_rows()}</p>
      ) : (
        <Choropleth title={report.title} unit={report.exposure === "area" ? m.maps_unit_area() : m.maps_unit_rows()} areas={areas} />
      )}
    </ChartFrame>
  );
}
