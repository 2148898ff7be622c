import { ApiError } from "sisuiq-client";

import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";

/** The message for an address that a document could not be shared with. */
export function explainEmail(error: unknown): string {
  return error instanceof ApiError && error.status === 422 ? m.documents_email_wrong() : explain(error);
}
