"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { orThrow, type ChatMode, type Tips } from "sisuiq-client";

import { api } from "@/lib/api";

const LIMIT = 4;

/**
 * What may be asked in a mode; nothing while that is not known, and null when it cannot be told. The API tells other things each
 * time. What is shown stays until another mode is chosen or the panel is opened anew, so that nobody reads what moves.
 */
export function useTips(mode: ChatMode): Tips | null | undefined {
  const [shown, setShown] = useState<{ mode: ChatMode; tips: Tips | null }>();
  const { data, isError, isFetching } = useQuery({
    queryKey: ["/api/v1/chat/tips", mode],
    queryFn: ({ signal }) => orThrow(api.GET("/api/v1/chat/tips", { params: { query: { mode, limit: LIMIT } }, signal })),
    staleTime: 60_000,
    retry: false,
  });
  // those of more than a minute ago are about to be replaced
  const known = isFetching ? undefined : (data ?? (isError ? null : undefined));
  if (shown?.mode === mode) {
    return shown.tips;
  }
  if (known !== undefined) {
    setShown({ mode, tips: known });
  }
  return known;
}
