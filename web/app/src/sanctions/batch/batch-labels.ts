import type { ScreeningBatchStatus } from "sisuiq-client";

import * as m from "@/paraglide/messages";

/** The progress of a file in one or two words. */
export const BATCH_LABELS: Record<ScreeningBatchStatus, string> = {
  uploading: m.screening_batches_uploading(),
  processing: m.screening_batches_processing(),
  done: m.screening_batches_done(),
  failed: m.screening_batches_failed(),
};

/** Whether a file is still waited for or worked on. */
export function isUnfinished({ status }: { status: ScreeningBatchStatus }): boolean {
  return status === "uploading" || status === "processing";
}
