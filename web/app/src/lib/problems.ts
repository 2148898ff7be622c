import { ApiError } from "sisuiq-client";

import * as m from "@/paraglide/messages";

import { humanize, sentence } from "./words";

/** The message for an error: what happened, then what to do. */
export function explain(error: unknown): string {
  if (!(error instanceof ApiError)) {
    return m.problems_unreachable();
  }
  if (error.status === 429) {
    return error.retryAfter ? m.problems_too_many_requests_for({ seconds: error.retryAfter }) : m.problems_too_many_requests();
  }
  if (!error.problem) {
    return m.problems_not_responding();
  }
  const [first] = error.problem.errors ?? [];
  return first ? explainField(first) : sentence(error.detail);
}

/** The message for an error that names this field; undefined for all others. */
export function explainAt(name: string, error: unknown): string | undefined {
  const [first] = (error instanceof ApiError && error.problem?.errors) || [];
  return first?.field === name ? explain(error) : undefined;
}

/** A filter in the address that the API does not accept. */
export function isInvalid(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 400 || error.status === 422);
}

function explainField({ field, message }: { field: string; message: string }): string {
  const limit = /^must be at most (\d+) bytes$/.exec(message)?.[1];
  if (limit !== undefined) {
    // limits are configured in binary megabytes
    return m.problems_file_too_large({ megabytes: Math.floor(Number(limit) / 1_048_576) });
  }
  if (message.startsWith("is too easy to guess")) {
    return m.problems_password_too_easy();
  }
  if (message.startsWith("is the current password")) {
    return m.problems_password_current();
  }
  // some messages are complete sentences
  return sentence(
    /^[A-Z‘“]|\p{Script=Hangul}/u.test(message) ? message : m.problems_of_field({ field: humanize(field), problem: message }),
  );
}
