"use client";

import { useQuery } from "@tanstack/react-query";
import { orThrow } from "sisuiq-client";

import { JOBS } from "@/admin/jobs/poll-while-running";
import { api } from "@/lib/api";
import * as m from "@/paraglide/messages";

import { CardLine } from "../card-line";
import { Loaded } from "../loaded";

/** The number of failed jobs. */
export function FailedJobsLine() {
  const query = useQuery({
    queryKey: [JOBS, "failed"],
    queryFn: ({ signal }) => orThrow(api.GET(JOBS, { params: { query: { status: "failed", limit: 1 } }, signal })),
  });
  return (
    <Loaded query={query} lines={1}>
      {({ count }) => (
        <CardLine
          title={count === 0 ? m.home_jobs_failed_none() : m.home_jobs_failed({ count })}
          address={count === 0 ? undefined : "/admin/jobs/?status=failed"}
          hint={m.home_jobs_failed_hint()}
        />
      )}
    </Loaded>
  );
}
