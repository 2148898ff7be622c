import { plural } from "@/lib/format";

import { isSearchable } from "./query";

interface Outcome {
  typed: string;
  isBusy: boolean;
  /** Whether the API searches anything for this account. */
  hasSources: boolean;
  /** The number of results on the screen. */
  results: number;
  /** The titles of the groups that failed. */
  failed: string[];
}

/** What the status line of the search says. */
export function describeResults({ typed, isBusy, hasSources, results, failed }: Outcome): string {
  if (isBusy) {
    return typed === "" ? "Loading…" : "Searching…";
  }
  const failures = failed.map((title) => `${title} could not be searched.`);
  if (typed === "") {
    return failures.join(" ");
  }
  const found = results > 0 ? `${plural(results, "result")}.` : failed.length === 0 && `No results for “${typed}”.`;
  const more = hasSources && !isSearchable(typed) && "Type one more character to search everything.";
  return [found, more, ...failures].filter(Boolean).join(" ");
}
