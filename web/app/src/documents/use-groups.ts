"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { orThrow } from "sisuiq-client";

import { api } from "@/lib/api";

const MOST = 100;

/** The first groups that documents can be shared with, by name; with a text only those whose name contains it. */
export function useGroups(q = "") {
  return useQuery({
    queryKey: ["groups", q],
    queryFn: ({ signal }) => orThrow(api.GET("/api/groups", { params: { query: { limit: MOST, ...(q === "" ? {} : { q }) } }, signal })),
    placeholderData: keepPreviousData,
  });
}
