import { ApiError } from "sisuiq-client";

import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";

/** The message for an error of a question that was asked through a link. */
export function explainAskByLink(error: unknown): string {
  if (error instanceof ApiError) {
    if (error.status === 404) {
      return m.sharing_ask_gone();
    }
    if (error.status === 409) {
      return m.sharing_preparing();
    }
    if (error.status === 429) {
      const { retryAfter } = error;
      return retryAfter ? m.sharing_ask_too_many_for({ seconds: retryAfter }) : m.sharing_ask_too_many();
    }
  }
  return explain(error);
}
