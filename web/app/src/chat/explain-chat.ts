import { ApiError } from "sisuiq-client";

import { isNotFound } from "@/lib/not-found";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";

/** The message for an error of the chat. Problems of the account and the conversation have their own texts. */
export function explainChat(error: unknown): string {
  if (isForbidden(error)) {
    return m.chat_forbidden();
  }
  if (isMissing(error)) {
    return m.chat_conversation_missing();
  }
  return explain(error);
}

/** Whether the account lacks permission, so that trying again is pointless. */
export function isForbidden(error: unknown): boolean {
  return error instanceof ApiError && error.status === 403;
}

/** Whether a question was refused because its conversation does not exist any more. */
export function isGone(error: unknown): boolean {
  return isMissing(error) && error.status === 404;
}

/** Whether the conversation does not exist, or belongs to somebody else. */
export function isMissing(error: unknown): error is ApiError {
  return isNotFound(error) && error instanceof ApiError && !error.detail.includes("answer");
}
