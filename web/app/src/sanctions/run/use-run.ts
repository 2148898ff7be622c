"use client";

import { useQuery } from "@tanstack/react-query";
import { orThrow } from "sisuiq-client";

import { api } from "@/lib/api";
import { isId } from "@/lib/is-id";
import { runsPath } from "@/sanctions/refresh-sources";

import { isFinished, isNewest, isRescreening, previousOf } from "./describe-run";

/** A run of a source, fetched again until it ends. */
export function useRun(id: string) {
  return useQuery({
    queryKey: ["source-run", id],
    queryFn: ({ signal }) => orThrow(api.GET("/api/v1/sources/runs/{run_id}", { params: { path: { run_id: id } }, signal })),
    enabled: isId(id),
    refetchInterval: ({ state }) => (state.data && (!isFinished(state.data) || isRescreening(state.data)) ? 3_000 : false),
  });
}

/** The run before one, if it is among the newest hundred, and whether none was requested after it. */
export function useNeighbours(id: string, sourceId: string) {
  const query = { limit: 100 };
  const { data } = useQuery({
    queryKey: [runsPath(sourceId), "newest"],
    queryFn: ({ signal }) => orThrow(api.GET("/api/v1/sources/{id}/runs", { params: { path: { id: sourceId }, query }, signal })),
  });
  return { previous: data && previousOf(data.data, id), isNewest: data !== undefined && isNewest(data.data, id) };
}
