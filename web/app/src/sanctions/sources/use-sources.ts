"use client";

import { useQuery } from "@tanstack/react-query";
import { orThrow, type WatchedSourceOut } from "sisuiq-client";

import { api } from "@/lib/api";

/** The key of the list of sources. */
export const SOURCES = "sources";

const PATH = "/api/v1/sources";
const REFETCH = 60_000;

/** The most sources that there can be, as in the API. */
export const MOST_SOURCES = 200;

/** The most rows of a page of the API. */
const LIMIT = 100;

/** What is selected of all sources, by name. They are few, and the API does not filter them by state. */
export function useSources<Selected>(select: (sources: WatchedSourceOut[]) => Selected) {
  return useQuery({ queryKey: [SOURCES], queryFn: ({ signal }) => readSources(signal), select, refetchInterval: REFETCH });
}

async function readSources(signal: AbortSignal): Promise<WatchedSourceOut[]> {
  const sources: WatchedSourceOut[] = [];
  for (;;) {
    const query = { limit: LIMIT, offset: sources.length };
    const { data, count } = await orThrow(api.GET(PATH, { params: { query }, signal }));
    sources.push(...data);
    if (data.length === 0 || sources.length >= count) {
      return sources;
    }
  }
}

/** The objective of the freshness of sources, and the age of each. */
export function useFreshness() {
  return useQuery({
    queryKey: [SOURCES, "freshness"],
    queryFn: ({ signal }) => orThrow(api.GET(`${PATH}/freshness`, { signal })),
    refetchInterval: REFETCH,
  });
}
