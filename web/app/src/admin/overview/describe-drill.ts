import type { DrillOut } from "sisuiq-client";

import { capitalized, dateTime, duration, whole } from "@/lib/format";
import * as m from "@/paraglide/messages";

const STATUS: Record<string, { label: string; variant: "neutral" | "primary" | "danger" }> = {
  running: { label: m.admin_overview_drill_running(), variant: "neutral" },
  passed: { label: m.admin_overview_drill_passed(), variant: "primary" },
  failed: { label: m.admin_overview_drill_failed(), variant: "danger" },
  skipped: { label: m.admin_overview_drill_skipped(), variant: "neutral" },
};

/** The state of a drill as it is shown; one that a later release added, by its name. */
export function drillStatus({ status }: DrillOut) {
  return STATUS[status] ?? { label: capitalized(status), variant: "neutral" as const };
}

/** When a drill ran, and how long it took. */
export function describeDrill({ started_at, finished_at }: DrillOut): string {
  const started = dateTime(started_at);
  return finished_at
    ? m.admin_overview_drill_when({ started, duration: duration(Date.parse(finished_at) - Date.parse(started_at)) })
    : m.admin_overview_drill_since({ started });
}

/** What a drill compared, as far as it got. A drill that was skipped compared nothing. */
export function drillFacts(drill: DrillOut): { term: string; value: string }[] {
  if (drill.status === "skipped") {
    return [];
  }
  const { tables, rows, points_found, points_expected, questions_answered, questions_asked } = drill;
  return [
    { term: m.admin_overview_drill_tables(), value: whole(tables) },
    { term: m.admin_overview_drill_rows(), value: whole(rows) },
    { term: m.admin_overview_drill_points(), value: outOf(points_found, points_expected) },
    { term: m.admin_overview_drill_questions(), value: outOf(questions_answered, questions_asked) },
  ];
}

function outOf(count: number, total: number): string {
  return total === 0 ? m.admin_overview_drill_none() : m.admin_overview_drill_of({ count: whole(count), total: whole(total) });
}
