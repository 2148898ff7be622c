import type { JobStatus } from "sisuiq-client";

import { Badge } from "@/components/ui/badge";
import { JOB_LABELS } from "@/lib/labels";
import * as m from "@/paraglide/messages";

const VARIANTS: Record<JobStatus, "neutral" | "primary" | "danger"> = {
  queued: "neutral",
  running: "neutral",
  done: "primary",
  failed: "danger",
};

interface Props {
  status: JobStatus;
  /** True if no page has text that can be searched. */
  hasNoText: boolean;
}

export function JobBadge({ status, hasNoText }: Props) {
  if (status === "done" && hasNoText) {
    return <Badge variant="warning">{m.admin_jobs_done_without_text()}</Badge>;
  }
  return <Badge variant={VARIANTS[status]}>{JOB_LABELS[status]}</Badge>;
}
