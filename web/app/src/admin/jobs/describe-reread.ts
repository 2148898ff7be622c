import type { RereadOut } from "sisuiq-client";

import * as m from "@/paraglide/messages";

/** Why a document is read again, and how far that is. */
export function describeReread({ reason, status, progress }: RereadOut): string {
  const isImproved = reason === "newer_reader";
  switch (status) {
    case "waiting":
      return isImproved ? m.admin_jobs_reread_improved_waiting({ progress }) : m.admin_jobs_reread_requested_waiting({ progress });
    case "running":
      return isImproved ? m.admin_jobs_reread_improved_running({ progress }) : m.admin_jobs_reread_requested_running({ progress });
    case "failed":
      return isImproved ? m.admin_jobs_reread_improved_failed() : m.admin_jobs_reread_requested_failed();
  }
}
