import { orThrow, type SessionOut } from "sisuiq-client";

import { api } from "@/lib/api";
import { saveFile } from "@/lib/save-file";
import * as m from "@/paraglide/messages";

/** Saves a conversation as a file. The client fetches it, so that an expired session is renewed first. */
export async function exportConversation(session: SessionOut, format: "markdown" | "json"): Promise<void> {
  const params = { path: { id: session.id }, query: { format } };
  const file = await orThrow(api.GET("/api/v1/sessions/{id}/export", { params, parseAs: "blob" }));
  const ending = format === "json" ? "json" : "md";
  const name = (session.title ?? m.copilot_export_file())
    .replaceAll(/[^\p{L}\p{N} _-]+/gu, "")
    .trim()
    .slice(0, 80);
  saveFile(file as unknown as Blob, `${name || m.copilot_export_file()}.${ending}`);
}
