import { orThrow, type DocumentOut } from "sisuiq-client";

import { api } from "@/lib/api";
import { explain } from "@/lib/problems";

import { storeDocument } from "./store-file";
import type { Upload } from "./upload";
import { uploadStore } from "./upload-store";

const LOOK_AGAIN = 1_500;
let isRunning = false;

/** Uploads what was chosen, one file after the other, each until it is ready or has failed. */
export async function runUploads(isAdmin: boolean, onNews: () => void): Promise<void> {
  for (const { key } of uploadStore.get().uploads.filter(({ state }) => state === "chosen")) {
    uploadStore.change(key, { state: "queued", progress: 0, reason: null });
  }
  if (isRunning) {
    return;
  }
  isRunning = true;
  for (let upload = next(); upload; upload = next()) {
    const { key } = upload;
    const tell = (news: Partial<Upload>) => uploadStore.change(key, news);
    try {
      tell({ state: "uploading" });
      const id = await storeDocument(upload, isAdmin, (share) => tell({ progress: Math.round(share * 100) }));
      onNews();
      await follow(id, tell);
    } catch (error) {
      tell({ state: "failed", reason: explain(error) });
    }
    onNews();
  }
  isRunning = false;
}

function next(): Upload | undefined {
  return uploadStore.get().uploads.find(({ state }) => state === "queued");
}

async function follow(id: string, tell: (news: Partial<Upload>) => void): Promise<void> {
  for (;;) {
    const document: DocumentOut = await orThrow(api.GET("/api/documents/{id}", { params: { path: { id } } }));
    if (document.status === "ready") {
      return tell({ state: "ready", progress: 100 });
    }
    if (document.status === "failed") {
      return tell({ state: "failed", reason: document.error?.detail ?? "The file could not be read." });
    }
    tell({ state: "processing", progress: document.progress });
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
  }
}
