import type { JobStatus } from "sisuiq-client";

import * as m from "@/paraglide/messages";

export const JOB_LABELS: Record<JobStatus, string> = {
  queued: m.labels_job_queued(),
  running: m.labels_job_running(),
  done: m.labels_job_done(),
  failed: m.labels_job_failed(),
};

export const REREAD_CHOICES = [
  { value: "true", label: m.labels_reread_needed() },
  { value: "false", label: m.labels_reread_up_to_date() },
];
