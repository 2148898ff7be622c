"use client";

import { useQuery } from "@tanstack/react-query";
import { orThrow } from "sisuiq-client";

import { api } from "@/lib/api";
import { isId } from "@/lib/is-id";

/** An entry of a list, now or on a day. */
export function useEntity(id: string, at: string) {
  return useQuery({
    queryKey: ["entity", id, at],
    queryFn: ({ signal }) => {
      const params = { path: { id }, ...(at === "" ? {} : { query: { at } }) };
      return orThrow(api.GET("/api/v1/knowledge/entities/{id}", { params, signal }));
    },
    enabled: isId(id),
  });
}

/** What a list said of an entry over time, oldest first. */
export function useHistory(id: string) {
  return useQuery({
    queryKey: ["entity", id, "history", "versions"],
    queryFn: ({ signal }) => orThrow(api.GET("/api/v1/knowledge/entities/{id}/history", { params: { path: { id } }, signal })),
    select: ({ data }) => data,
    enabled: isId(id),
  });
}
