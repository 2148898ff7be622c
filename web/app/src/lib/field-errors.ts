import { ApiError } from "sisuiq-client";

import { sentence } from "./words";

/** The messages of an error by the fields that it names, without a prefix of their names. */
export function fieldErrors(error: unknown, prefix = ""): Record<string, string | undefined> {
  const errors = (error instanceof ApiError && error.problem?.errors) || [];
  return Object.fromEntries(
    errors.map(({ field, message }) => [field.startsWith(prefix) ? field.slice(prefix.length) : field, sentence(message)]),
  );
}
