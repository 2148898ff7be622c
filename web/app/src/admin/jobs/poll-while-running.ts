import type { Query } from "@tanstack/react-query";

import type { JobRow } from "@/admin/rows";
import type { Page } from "@/lists/page";

export const JOBS = "/api/admin/jobs";

/** The refetch interval of a job list: short while a job is queued or running. */
export function pollWhileRunning({ state }: Query<Page<JobRow>>): number | false {
  const isInProgress = state.data?.data.some(({ status }) => status === "queued" || status === "running") ?? false;
  return isInProgress ? 3_000 : false;
}
