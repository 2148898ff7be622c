"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { orThrow, type SessionOut } from "sisuiq-client";

import { api } from "@/lib/api";

const FIRST = 30;
const MORE = 100;

/** One's conversations, or those that words are found in: the newest ones, and the others as they are asked for. */
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
  return { ...query, sessions: data && once(data.pages.flatMap(({ sessions }) => sessions)) };
}

/** What is begun meanwhile moves the others on, so that two pages may have the same one. */
function once(sessions: SessionOut[]): SessionOut[] {
  return [...new Map(sessions.map((session) => [session.id, session])).values()];
}
