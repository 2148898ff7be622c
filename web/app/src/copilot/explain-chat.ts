import { ApiError } from "sisuiq-client";

import { explain } from "@/lib/problems";

/** The message for an error of the chat. Problems of the account and the conversation have their own texts. */
export function explainChat(error: unknown): string {
  if (isForbidden(error)) {
    return "Your account cannot use the copilot. Ask an administrator for access.";
  }
  if (error instanceof ApiError && error.status === 404 && /session|conversation/.test(error.detail)) {
    return "This conversation was deleted. Start a new one.";
  }
  return explain(error);
}

/** Whether the account lacks permission, so that trying again is pointless. */
export function isForbidden(error: unknown): boolean {
  return error instanceof ApiError && error.status === 403;
}
