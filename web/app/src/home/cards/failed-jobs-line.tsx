"use client";

import * as m from "@/paraglide/messages";

import { CardLine } from "../card-line";
import { Loaded } from "../loaded";
import { useFailedJobs } from "../use-urgent-cards";

/** The number of failed jobs. */
export function FailedJobsLine() {
  return (
    <Loaded query={useFailedJobs()} lines={1}>
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
