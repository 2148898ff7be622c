"use client";

import { useQuery } from "@tanstack/react-query";
import { orThrow } from "sisuiq-client";

import type { FeedbackRow } from "@/admin/rows";
import { api } from "@/lib/api";
import { isId } from "@/lib/is-id";

import { momentOf } from "./moment-of";

/** One rating. The API lists ratings by time only, so its time is part of the address. Null if it was removed or given again. */
export function useFeedback(answerId: string, ratedAt: string, known: FeedbackRow | undefined) {
  const moment = momentOf(ratedAt);
  const isAsked = known === undefined && isId(answerId) && moment !== null;
  const query = useQuery({
    queryKey: ["/api/admin/feedback", answerId, ratedAt],
    queryFn: async ({ signal }) => {
      const parameters = { query: { ...moment, limit: 100 } };
      const { data } = await orThrow(api.GET("/api/admin/feedback", { params: parameters, signal }));
      return data.find(({ answer_id }) => answer_id === answerId) ?? null;
    },
    enabled: isAsked,
  });
  const feedback = known ?? query.data ?? undefined;
  const isMissing = known === undefined && (!isAsked || query.data === null);
  return { feedback, isMissing, error: query.error, refetch: query.refetch };
}
