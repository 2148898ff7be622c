import { ApiError } from "sisuiq-client";

import { capitalized } from "./format";

/** What to tell somebody of an error. */
export function explain(error: unknown): string {
  if (!(error instanceof ApiError)) {
    return "The service cannot be reached. Check your connection and try again.";
  }
  if (error.status === 429) {
    return error.retryAfter ? `Too many requests. Try again in ${error.retryAfter} s.` : "Too many requests. Try again soon.";
  }
  if (!error.problem) {
    return "The service does not answer now. Try again in a moment.";
  }
  const first = error.problem.errors?.[0];
  return capitalized(first ? `${first.field} ${first.message}` : error.detail);
}
