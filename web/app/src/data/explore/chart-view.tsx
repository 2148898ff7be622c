"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { DatasetChart } from "@/charts/dataset-chart";
import { ErrorCard } from "@/components/ui/error-card";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { classes } from "@/lib/classes";
import * as m from "@/paraglide/messages";

import type { ChartParameters, ChartType, DatasetSource } from "./source";

interface Props {
  source: DatasetSource;
  type: ChartType;
  query: ChartParameters;
  /** The conditions of the query as the address of rows has them; undefined if that cannot be said. */
  where?: string;
}

/** A chart of a dataset, with the numbers of rows behind it and a link to them. */
export function ChartView({ source, type, query, where }: Props) {
  const { data, error, isPlaceholderData, refetch } = useQuery({
    queryKey: ["dataset-chart", source.key, type, query],
    queryFn: ({ signal }) => source.chart(type, query, signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  if (error) {
    return <ErrorCard error={error} onRetry={() => void refetch()} />;
  }
  if (!data) {
    return <Skeleton className="h-96" />;
  }
  const rows = where === undefined || !source.rows ? null : source.rows(where);
  return (
    <div aria-busy={isPlaceholderData} className={classes(isPlaceholderData && "opacity-60")}>
      <DatasetChart
        chart={data}
        link={
          rows && (
            <Link href={rows} className="text-link underline">
              {m.charts_open_rows()}
            </Link>
          )
        }
      />
    </div>
  );
}
