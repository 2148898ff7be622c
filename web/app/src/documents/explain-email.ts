import { ApiError } from "sisuiq-client";

import { explain } from "@/lib/problems";

/** The message for an address that a document could not be shared with. */
export function explainEmail(error: unknown): string {
  return error instanceof ApiError && error.status === 422 ? "Enter an e-mail address, such as grace@example.com." : explain(error);
}
