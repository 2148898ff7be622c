import * as m from "@/paraglide/messages";

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
    return typed === "" ? m.common_loading() : m.search_searching();
  }
  const failures = failed.map((title) => m.search_group_failed({ group: title }));
  if (typed === "") {
    return failures.join(" ");
  }
  const found = results > 0 ? m.search_result_count({ count: results }) : failed.length === 0 && m.search_no_results({ query: typed });
  const more = hasSources && !isSearchable(typed) && m.search_one_more();
  return [found, more, ...failures].filter(Boolean).join(" ");
}
