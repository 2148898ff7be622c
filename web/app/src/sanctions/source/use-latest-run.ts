"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { orThrow, type SourceRunOut } from "sisuiq-client";

import { api } from "@/lib/api";
import { refreshSources, runsPath } from "@/sanctions/refresh-sources";
import { isFinished } from "@/sanctions/run/describe-run";

export const latestKey = (id: string) => [runsPath(id), "latest"];

/** The newest run of a source, followed until it ends. Each of its steps refreshes the source and the lists of runs. */
export function useLatestRun(id: string): SourceRunOut | undefined {
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: latestKey(id),
    queryFn: async ({ signal }) => {
      const params = { path: { id }, query: { limit: 1 } };
      const { data: runs } = await orThrow(api.GET("/api/v1/sources/{id}/runs", { params, signal }));
      return runs[0] ?? null;
    },
    refetchInterval: ({ state }) => (state.data && !isFinished(state.data) ? 3_000 : 30_000),
  });
  const step = data ? `${data.id} ${data.status}` : null;
  const known = useRef(step);
  useEffect(() => {
    if (known.current !== null && step !== known.current) {
      void refreshSources(queries);
      void queries.invalidateQueries({ queryKey: [runsPath(id)], predicate: ({ queryKey }) => queryKey[1] !== "latest" });
    }
    known.current = step;
  }, [id, step, queries]);
  return data ?? undefined;
}
