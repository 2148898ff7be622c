import { ApiError } from "sisuiq-client";

import { explain } from "@/lib/problems";

/** The message for an error of the chat: what is wrong with the account or the conversation, before anything general. */
export function explainChat(error: unknown): string {
  if (isForbidden(error)) {
    return "Your account cannot use the copilot. Ask an administrator for access.";
  }
  if (error instanceof ApiError && error.status === 404 && /session|conversation/.test(error.detail)) {
    return "This conversation was deleted. Start a new one.";
  }
  return explain(error);
}

/** An error that trying again does not change. */
export function isForbidden(error: unknown): boolean {
  return error instanceof ApiError && error.status === 403;
}
