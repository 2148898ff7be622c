"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { orThrow } from "sisuiq-client";

import { api } from "@/lib/api";
import { type Account, may } from "@/session/account";

/** The most requests that the card lists. */
export const WAITING_LIMIT = 3;

// the keys begin with the paths that the pages of the administration refresh
const REQUESTS = "/api/admin/access-requests";
const JOBS = "/api/admin/jobs";

/** The requests for access that wait for a decision. */
export function useWaitingRequests(enabled = true) {
  return useQuery({
    queryKey: [REQUESTS, "waiting"],
    queryFn: ({ signal }) => orThrow(api.GET(REQUESTS, { params: { query: { waiting: true, limit: WAITING_LIMIT } }, signal })),
    enabled,
  });
}

/** The number of failed jobs. */
export function useFailedJobs(enabled = true) {
  return useQuery({
    queryKey: [JOBS, "failed"],
    queryFn: ({ signal }) => orThrow(api.GET(JOBS, { params: { query: { status: "failed", limit: 1 } }, signal })),
    enabled,
  });
}

/**
 * The ids of the cards with something to act on; undefined until that is known. It stays as it was then, so that no card moves
 * while it is read.
 */
export function useUrgentCards(account: Account): string[] | undefined {
  const [urgent, setUrgent] = useState<string[]>();
  const counted = [
    { id: "access", query: useWaitingRequests(may(account, "users.manage")) },
    { id: "jobs", query: useFailedJobs(may(account, "documents.manage")) },
  ];
  // a request that is repeated after a failure is not waited for
  if (!urgent && !counted.some(({ query: { isFetching, failureCount } }) => isFetching && failureCount === 0)) {
    setUrgent(counted.filter(({ query }) => query.data && query.data.count > 0).map(({ id }) => id));
  }
  return urgent;
}
