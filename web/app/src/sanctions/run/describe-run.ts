import type { RescreenedOut, RunCountsOut, RunErrorOut, RunStatus, SourceRunOut } from "sisuiq-client";

import { whole } from "@/lib/counts";
import { duration } from "@/lib/format";
import * as m from "@/paraglide/messages";

const ENDS: RunStatus[] = ["done", "no_change", "failed"];

export function isFinished({ status }: Pick<SourceRunOut, "status">): boolean {
  return ENDS.includes(status);
}

/** The time from the beginning of the work to its end; null until both are known. */
export function runDuration({ started_at, finished_at }: Pick<SourceRunOut, "started_at" | "finished_at">): string | null {
  const elapsed = Date.parse(finished_at ?? "") - Date.parse(started_at ?? "");
  return Number.isNaN(elapsed) ? null : duration(Math.max(elapsed, 0));
}

/** Records that stayed as they were. */
export function unchanged({ records, added, changed }: RunCountsOut): number {
  return Math.max(records - added - changed, 0);
}

/** How a finished run ended. */
export function describeEnd({ status, counts, error }: Pick<SourceRunOut, "status" | "counts" | "error">): string {
  if (status === "failed") {
    return error ? m.sources_end_failed_because({ reason: error.text }) : m.sources_end_failed();
  }
  if (status === "no_change") {
    return m.sources_end_no_change();
  }
  if (!counts) {
    return m.sources_end_stored();
  }
  const { added, changed, removed } = counts;
  return m.sources_end_done({ added: whole(added), changed: whole(changed), removed: whole(removed) });
}

/** The errors of a list and of a law that have lost more than publishers remove at once. */
const LIST_SHRUNKEN = "list_shrunken";
const LAW_SHRUNKEN = "law_shrunken";

/** Whether a run failed because its list or law has lost much, which can be accepted. */
export function isShrunken({ error }: Pick<SourceRunOut, "error">): boolean {
  return error?.code === LIST_SHRUNKEN || isShrunkenLaw({ error });
}

/** Whether a run failed because its law is much shorter than the former text. */
export function isShrunkenLaw({ error }: Pick<SourceRunOut, "error">): boolean {
  return error?.code === LAW_SHRUNKEN;
}

/** How many of the known entries a list has lost. Only the text of the error says it; null if it says it in another way. */
export function lossOf(error: RunErrorOut | null | undefined): { gone: number; known: number } | null {
  const [, gone, known] = /^(\d+) of (\d+) entries are gone\b/.exec(error?.text ?? "") ?? [];
  return gone === undefined || known === undefined ? null : { gone: Number(gone), known: Number(known) };
}

/** Whether a run is the first in a list with the newest first. */
export function isNewest(runs: SourceRunOut[], id: string): boolean {
  return runs[0]?.id === id;
}

/** The run before one in a list with the newest first. */
export function previousOf(runs: SourceRunOut[], id: string): SourceRunOut | undefined {
  const at = runs.findIndex((run) => run.id === id);
  return at < 0 ? undefined : runs[at + 1];
}

/** What is done about earlier subjects of screening. */
export function explainRescreened({ status }: Pick<RescreenedOut, "status">): string {
  switch (status) {
    case "waiting":
      return m.sources_rescreened_waiting();
    case "processing":
      return m.sources_rescreened_processing();
    case "settling":
      return m.sources_rescreened_settling();
    case "done":
      return m.sources_rescreened_done();
    case "failed":
      return m.sources_rescreened_failed();
  }
}

/** Whether earlier subjects are being screened, so that the page is read again. */
export function isRescreening({ rescreened }: { rescreened?: Pick<RescreenedOut, "status"> | null }): boolean {
  return rescreened?.status === "waiting" || rescreened?.status === "processing";
}
