"use client";

import { useQuery } from "@tanstack/react-query";
import { orThrow } from "sisuiq-client";

import { api } from "@/lib/api";

import { daysSince } from "./months";

/** The usage of each provider on each day of a month. The API takes a number of days back from today. */
export function useDays(month: string) {
  const days = daysSince(month);
  return useQuery({
    queryKey: ["/api/admin/spend/days", days],
    queryFn: ({ signal }) => orThrow(api.GET("/api/admin/spend/days", { params: { query: { days } }, signal })),
    select: ({ data }) => data.filter(({ day }) => day.startsWith(month)),
  });
}
