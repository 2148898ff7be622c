import type { DocumentSource, DocumentType } from "sisuiq-client";

export type UploadState = "chosen" | "refused" | "queued" | "uploading" | "processing" | "ready" | "failed";

/** A document that another file takes the place of. */
export interface Replaced {
  id: string;
  name: string;
}

export interface Upload {
  key: string;
  replaced: Replaced | null;
  file: File;
  name: string;
  type: DocumentType;
  source: DocumentSource;
  state: UploadState;
  /** Percent of what is under way. */
  progress: number;
  reason: string | null;
}

export function chosen(file: File, replaced: Replaced | null): Upload {
  const reason = refusalOf(file);
  return {
    key: crypto.randomUUID(),
    replaced,
    file,
    name: replaced?.name ?? file.name,
    type: "other",
    source: "other",
    state: reason === null ? "chosen" : "refused",
    progress: 0,
    reason,
  };
}

/** Why a file cannot be uploaded, or null. */
function refusalOf({ name, size }: File): string | null {
  if (!/\.pdf$/i.test(name)) {
    return "Only PDF files are supported.";
  }
  return size === 0 ? "This file is empty." : null;
}

/** Lost when the page is left. */
export function isHere({ state }: Upload): boolean {
  return state === "queued" || state === "uploading";
}

export function isUnderWay(upload: Upload): boolean {
  return isHere(upload) || upload.state === "processing";
}

/** How far those are that were asked for. */
export function tally(uploads: Upload[]) {
  const wanted = uploads.filter(({ state }) => state !== "chosen" && state !== "refused");
  const failed = wanted.filter(({ state }) => state === "failed").length;
  const ready = wanted.filter(({ state }) => state === "ready").length;
  return { wanted: wanted.length, done: ready + failed, failed };
}
