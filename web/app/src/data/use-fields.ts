"use client";

import { useQuery } from "@tanstack/react-query";
import { orThrow } from "sisuiq-client";

import { api } from "@/lib/api";

/** The fields of an accident and the model. */
export function useFields() {
  return useQuery({
    queryKey: ["accident-fields"],
    queryFn: ({ signal }) => orThrow(api.GET("/api/predict/fields", { signal })),
    staleTime: 5 * 60_000,
  });
}
