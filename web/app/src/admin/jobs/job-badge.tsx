import type { JobStatus } from "sisuiq-client";

import { Badge } from "@/components/ui/badge";
import { JOB_LABELS } from "@/lib/labels";

const VARIANTS: Record<JobStatus, "neutral" | "primary" | "danger"> = {
  queued: "neutral",
  running: "neutral",
  done: "primary",
  failed: "danger",
};

export function JobBadge({ status }: { status: JobStatus }) {
  return <Badge variant={VARIANTS[status]}>{JOB_LABELS[status]}</Badge>;
}
