import { ApiError } from "sisuiq-client";

import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";

import { ownKey } from "./own-key";

/** The message for an error of a question about a dataset. */
export function explainAsk(error: unknown): string {
  if (error instanceof ApiError) {
    if (error.status === 401 && ownKey.get() !== null) {
      return m.datachat_key_rejected();
    }
    if (error.status === 403) {
      return m.chat_forbidden();
    }
    if (error.status === 404) {
      return /dataset|데이터셋/.test(error.detail) ? m.datachat_dataset_missing() : m.chat_conversation_missing();
    }
  }
  return explain(error);
}
