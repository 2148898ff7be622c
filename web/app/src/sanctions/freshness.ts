import type { WatchedSourceOut } from "sisuiq-client";

import * as m from "@/paraglide/messages";

/** What is said of a source that is late or fresh. */
type Described = Pick<WatchedSourceOut, "state" | "failures">;

/** Hours after which an age is written in days. */
const MOST_HOURS = 72;

export interface Age {
  /** Whole hours since the source was read; null if it never was, undefined while it is not known. */
  hours: number | null | undefined;
  /** The objective in hours, once it is known. */
  objective: number | undefined;
}

/** How long ago a source was read, and for a late one the objective that it missed. */
export function describeFreshness({ state }: Described, { hours, objective }: Age): string {
  const isAged = typeof hours === "number";
  switch (state) {
    case "disabled":
      return m.sources_fresh_disabled();
    case "unread":
      return objective === undefined ? m.sources_fresh_unread() : m.sources_fresh_unread_objective({ count: objective });
    case "fresh":
      return isAged ? m.sources_fresh_read({ age: describeAge(hours) }) : m.sources_fresh();
    case "late":
      if (objective === undefined) {
        return m.sources_fresh_late();
      }
      return isAged ? m.sources_fresh_late_age({ age: describeAge(hours), count: objective }) : m.sources_fresh_never({ count: objective });
  }
}

/** "53 hours" or "5 days". */
function describeAge(hours: number): string {
  if (hours < 1) {
    return m.sources_age_below_hour();
  }
  return hours <= MOST_HOURS ? m.sources_age_hours({ count: hours }) : m.sources_age_days({ count: Math.floor(hours / 24) });
}

/** Whether a watched source could not be read last. */
export function isFailing({ state, failures }: Described): boolean {
  return failures > 0 && state !== "disabled";
}
