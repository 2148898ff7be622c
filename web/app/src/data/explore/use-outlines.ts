"use client";

import { useQuery } from "@tanstack/react-query";

import { areasOf } from "./map-data";
import type { DatasetSource } from "./source";

/** The outlines of districts below points. A map is shown without them until they arrive, or if they do not. */
export function useOutlines({ outlines }: DatasetSource) {
  return useQuery({
    queryKey: ["district-outlines"],
    queryFn: async ({ signal }) => {
      const { features = [], attribution = "" } = (await outlines?.(signal)) ?? {};
      return { areas: areasOf(features), attribution };
    },
    enabled: outlines !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
