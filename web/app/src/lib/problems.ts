import { ApiError } from "sisuiq-client";

import { humanize, sentence } from "./words";

/** The message for an error: what happened, then what to do. */
export function explain(error: unknown): string {
  if (!(error instanceof ApiError)) {
    return "The service cannot be reached. Check your connection and try again.";
  }
  if (error.status === 429) {
    return error.retryAfter ? `Too many requests. Try again in ${error.retryAfter} s.` : "Too many requests. Try again soon.";
  }
  if (!error.problem) {
    return "The service is not responding. Try again in a moment.";
  }
  const [first] = error.problem.errors ?? [];
  return first ? explainField(first) : sentence(error.detail);
}

/** A filter in the address that the API does not accept. */
export function isInvalid(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 400 || error.status === 422);
}

function explainField({ field, message }: { field: string; message: string }): string {
  const limit = /^must be at most (\d+) bytes$/.exec(message)?.[1];
  if (limit !== undefined) {
    // limits are configured in binary megabytes
    return `This file is larger than ${Math.floor(Number(limit) / 1_048_576)} MB.`;
  }
  if (message.startsWith("is too easy to guess")) {
    return "Choose a stronger password: this one is too easy to guess.";
  }
  // some messages are complete sentences
  return sentence(/^[A-Z]/.test(message) ? message : `${humanize(field)} ${message}`);
}
