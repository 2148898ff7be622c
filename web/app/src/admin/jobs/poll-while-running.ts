import type { Query } from "@tanstack/react-query";

import type { JobRow } from "@/admin/rows";
import type { Page } from "@/lists/page";

export const JOBS = "/api/admin/jobs";

/** The refetch interval of a job list: short while a job is queued or running, or a document is being read again. */
export function pollWhileRunning({ state }: Query<Page<JobRow>>): number | false {
  const isRunning = ({ status, reread }: JobRow) => status === "queued" || status === "running" || reread?.status === "running";
  const isInProgress = state.data?.data.some(isRunning) ?? false;
  return isInProgress ? 3_000 : false;
}
