"use client";

import { useQuery } from "@tanstack/react-query";
import { orThrow, type SharedOut } from "sisuiq-client";

import { api } from "@/lib/api";

import { linkAddress } from "./link";

/** The dataset of a link. Each request counts as a use of it, so the page makes one. */
export function useSharedDataset(token: string) {
  return useQuery<SharedOut>({
    queryKey: ["shared-dataset", linkAddress(token)],
    queryFn: ({ signal }) => orThrow(api.GET("/api/datasets/shared/{token}", { params: { path: { token } }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
