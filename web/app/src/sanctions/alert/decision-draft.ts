import type { AlertOutcome } from "sisuiq-client";

import type { NewDecision } from "./requests";

/** The lengths of a reason that the API accepts. */
export const REASON = { least: 10, most: 1_000 };

export interface DecisionDraft {
  outcome: AlertOutcome | "";
  reason: string;
  /** The first day on which the decision no longer holds; only of `not_match`. */
  expiresOn: string;
}

/** The decision that is sent; null while something is missing. A match holds until the list changes, so it has no last day. */
export function decisionOf({ outcome, reason, expiresOn }: DecisionDraft): NewDecision | null {
  const text = reason.trim();
  if (outcome === "" || Array.from(text).length < REASON.least || (outcome === "not_match" && expiresOn === "")) {
    return null;
  }
  return { outcome, reason: text, ...(outcome === "not_match" ? { expires_on: expiresOn } : {}) };
}

/** The days on which a decision can end: tomorrow, the usual one in a year, and the last one in two years. */
export function expiryDays(today: string): { first: string; usual: string; last: string } {
  return { first: later(today, 0, 1), usual: later(today, 1, 0), last: later(today, 2, 0) };
}

function later(day: string, years: number, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCFullYear(date.getUTCFullYear() + years, date.getUTCMonth(), date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
