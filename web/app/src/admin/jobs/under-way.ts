import type { Query } from "@tanstack/react-query";

import type { JobRow } from "@/admin/rows";
import type { Page } from "@/lists/page";

export const JOBS = "/api/admin/jobs";

/** Looks again soon while a job of the list waits or runs. */
export function soonWhileSomeAreUnderWay({ state }: Query<Page<JobRow>>): number | false {
  const isUnderWay = state.data?.data.some(({ status }) => status === "queued" || status === "running") ?? false;
  return isUnderWay ? 3_000 : false;
}
