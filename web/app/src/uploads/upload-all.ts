import { type DocumentOut, orThrow, type VersionOut } from "sisuiq-client";

import { api } from "@/lib/api";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";

import { storeDocument, storeInDataset, storeVersion } from "./store-file";
import type { Upload } from "./upload";
import { uploadStore } from "./upload-store";

type State = Pick<DocumentOut | VersionOut, "status" | "progress" | "error">;

const POLL_INTERVAL = 1_500;
let isRunning = false;

/** Uploads the chosen files one after the other, each until it is ready or has failed. */
export async function uploadAll(isAdmin: boolean, onChange: () => void): Promise<void> {
  for (const { key } of uploadStore.get().uploads.filter(({ state }) => state === "chosen")) {
    uploadStore.change(key, { state: "queued", progress: 0, reason: null });
  }
  if (isRunning) {
    return;
  }
  isRunning = true;
  for (let upload = nextQueued(); upload; upload = nextQueued()) {
    const { key } = upload;
    const update = (changes: Partial<Upload>) => uploadStore.change(key, changes);
    try {
      update({ state: "uploading" });
      const fetchState = await startUpload(upload, isAdmin, (share) => update({ progress: Math.round(share * 100) }));
      onChange();
      await pollUntilDone(fetchState, update);
    } catch (error) {
      update({ state: "failed", reason: explain(error) });
    }
    onChange();
  }
  isRunning = false;
}

function nextQueued(): Upload | undefined {
  return uploadStore.get().uploads.find(({ state }) => state === "queued");
}

/** Uploads a file and returns a function that fetches its processing state. */
async function startUpload(upload: Upload, isAdmin: boolean, onProgress: (share: number) => void): Promise<() => Promise<State>> {
  const { replaced, file } = upload;
  if (replaced) {
    const version = await storeVersion(replaced.id, file, onProgress);
    const params = { path: { id: replaced.id, version } };
    return () => orThrow(api.GET("/api/documents/{id}/versions/{version}", { params }));
  }
  const { dataset } = upload;
  const id = await (dataset === null ? storeDocument(upload, isAdmin, onProgress) : storeInDataset(dataset, upload, onProgress));
  return () => orThrow(api.GET("/api/documents/{id}", { params: { path: { id } } }));
}

async function pollUntilDone(fetchState: () => Promise<State>, update: (changes: Partial<Upload>) => void): Promise<void> {
  for (;;) {
    const { status, progress, error } = await fetchState();
    if (status === "ready") {
      return update({ state: "ready", progress: 100 });
    }
    if (status === "failed") {
      return update({ state: "failed", reason: error?.detail ?? m.uploads_unreadable() });
    }
    update({ state: "processing", progress });
    await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL));
  }
}
