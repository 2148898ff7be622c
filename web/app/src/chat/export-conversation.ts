import { orThrow } from "sisuiq-client";

import { api } from "@/lib/api";
import { saveFile } from "@/lib/save-file";
import * as m from "@/paraglide/messages";

import type { Conversation } from "./conversation";

/** Saves a conversation as a file. The client fetches it, so that an expired session is renewed first. */
export async function exportConversation(conversation: Conversation, format: "markdown" | "json"): Promise<void> {
  const params = { path: { id: conversation.id }, query: { format } };
  const file = await orThrow(api.GET("/api/v1/sessions/{id}/export", { params, parseAs: "blob" }));
  const ending = format === "json" ? "json" : "md";
  const name = (conversation.title ?? m.chat_export_file())
    .replaceAll(/[^\p{L}\p{N} _-]+/gu, "")
    .trim()
    .slice(0, 80);
  saveFile(file as unknown as Blob, `${name || m.chat_export_file()}.${ending}`);
}
