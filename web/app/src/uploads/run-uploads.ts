import { orThrow, type DocumentOut, type VersionOut } from "sisuiq-client";

import { api } from "@/lib/api";
import { explain } from "@/lib/problems";

import { storeDocument, storeVersion } from "./store-file";
import type { Upload } from "./upload";
import { uploadStore } from "./upload-store";

type State = Pick<DocumentOut | VersionOut, "status" | "progress" | "error">;

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
      const look = await store(upload, isAdmin, (share) => tell({ progress: Math.round(share * 100) }));
      onNews();
      await follow(look, tell);
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

/** Stores a file, and gives what tells how far it is. */
async function store(upload: Upload, isAdmin: boolean, onProgress: (share: number) => void): Promise<() => Promise<State>> {
  const { replaced, file } = upload;
  if (replaced) {
    const version = await storeVersion(replaced.id, file, onProgress);
    const params = { path: { id: replaced.id, version } };
    return () => orThrow(api.GET("/api/documents/{id}/versions/{version}", { params }));
  }
  const id = await storeDocument(upload, isAdmin, onProgress);
  return () => orThrow(api.GET("/api/documents/{id}", { params: { path: { id } } }));
}

async function follow(look: () => Promise<State>, tell: (news: Partial<Upload>) => void): Promise<void> {
  for (;;) {
    const { status, progress, error } = await look();
    if (status === "ready") {
      return tell({ state: "ready", progress: 100 });
    }
    if (status === "failed") {
      return tell({ state: "failed", reason: error?.detail ?? "The file could not be read." });
    }
    tell({ state: "processing", progress });
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
  }
}
