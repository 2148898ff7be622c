"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type ChatMode, orThrow, type Tips } from "sisuiq-client";

import { api } from "@/lib/api";

const LIMIT = 4;

/**
 * Suggested questions and tips of a mode: undefined while they are loading, null when they are unavailable. The API returns
 * others each time. Those on the screen stay until the mode changes or the panel is reopened, so that nothing moves while it
 * is read.
 */
export function useTips(mode: ChatMode): Tips | null | undefined {
  const [shown, setShown] = useState<{ mode: ChatMode; tips: Tips | null }>();
  const { data, isError, isFetching } = useQuery({
    queryKey: ["/api/v1/chat/tips", mode],
    queryFn: ({ signal }) => orThrow(api.GET("/api/v1/chat/tips", { params: { query: { mode, limit: LIMIT } }, signal })),
    staleTime: 60_000,
    retry: false,
  });
  // data older than a minute is about to be replaced
  const known = isFetching ? undefined : (data ?? (isError ? null : undefined));
  if (shown?.mode === mode) {
    return shown.tips;
  }
  if (known !== undefined) {
    setShown({ mode, tips: known });
  }
  return known;
}
