import { orThrow } from "sisuiq-client";

import { api } from "@/lib/api";
import { postFile } from "@/uploads/store-file";

import { nextAfter, withoutHeadings } from "./result-parts";

/** Which rows of the results are wanted; all of them if it is left out. */
export type Only = "hits" | "invalid" | undefined;

/** Uploads a file of subjects and returns the ID of its batch. `onProgress` gets the share that is uploaded. */
export async function screenFile(file: File, onProgress: (share: number) => void): Promise<string> {
  const header = { "Idempotency-Key": crypto.randomUUID() };
  const body = { file_name: file.name, size: file.size };
  const { id, upload } = await orThrow(api.POST("/api/v1/knowledge/screen/batch", { params: { header }, body }));
  await postFile(upload, file, onProgress);
  return id;
}

/** All parts of the results of a batch as one table. */
export async function loadResults(id: string, only: Only): Promise<string[]> {
  const parts: string[] = [];
  for (let after: number | null = 0; after !== null; ) {
    const query: { after: number; only?: "hits" | "invalid" } = only ? { after, only } : { after };
    const answer = api.GET("/api/v1/knowledge/screen/batch/{id}/results", { params: { path: { id }, query }, parseAs: "text" });
    const part = await orThrow(answer);
    parts.push(parts.length === 0 ? part : withoutHeadings(part));
    const next = nextAfter((await answer).response.headers.get("link"));
    // a part that did not advance would be loaded for ever
    after = next !== null && next > after ? next : null;
  }
  return parts;
}
