"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { orThrow, type SessionOut } from "sisuiq-client";

import { api } from "@/lib/api";

const FIRST = 30;
const MORE = 100;

/** The conversations of the user, newest first and loaded in parts; with `q` those that match the search. */
export function useSessions(q: string) {
  const { data, ...query } = useInfiniteQuery({
    queryKey: ["sessions", q],
    queryFn: ({ pageParam: offset, signal }) => {
      const limit = offset === 0 ? FIRST : MORE;
      return orThrow(api.GET("/api/v1/sessions", { params: { query: { limit, offset, ...(q ? { q } : {}) } }, signal }));
    },
    initialPageParam: 0,
    getNextPageParam: ({ sessions, total }, _, offset) => {
      const next = offset + sessions.length;
      return sessions.length > 0 && next < total ? next : undefined;
    },
    placeholderData: keepPreviousData,
  });
  return { ...query, sessions: data && withoutDuplicates(data.pages.flatMap(({ sessions }) => sessions)) };
}

/** Removes duplicates: a new conversation shifts the others, so that two pages can contain the same one. */
function withoutDuplicates(sessions: SessionOut[]): SessionOut[] {
  return [...new Map(sessions.map((session) => [session.id, session])).values()];
}
