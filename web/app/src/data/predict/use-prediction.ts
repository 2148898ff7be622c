"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { AccidentIn, WhatIfIn } from "sisuiq-client";
import { orThrow } from "sisuiq-client";

import { type Change, changesOf } from "@/data/change";
import { api } from "@/lib/api";

/** The predictions for an accident and for its changed version. Nothing is stored. */
export function usePrediction(accident: AccidentIn | null, change: Change | null) {
  const changes = changesOf(change);
  return useQuery({
    queryKey: ["prediction", accident, changes],
    queryFn: ({ signal }) => {
      const body = { accident, changes } as unknown as WhatIfIn;
      return orThrow(api.POST("/api/predict/eclo/what-if", { body, signal }));
    },
    enabled: accident !== null,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
}
