import type { DocumentSource, DocumentType } from "sisuiq-client";

import * as m from "@/paraglide/messages";

export type UploadState = "chosen" | "refused" | "queued" | "uploading" | "processing" | "ready" | "failed";

/** A document that gets a new version. */
export interface ReplacedDocument {
  id: string;
  name: string;
}

export interface Upload {
  key: string;
  replaced: ReplacedDocument | null;
  /** The dataset of sanctions law that it is added to; null for none. */
  dataset: string | null;
  file: File;
  name: string;
  type: DocumentType;
  source: DocumentSource;
  /** What a legal text is and when it applies; the text itself decides what is empty. */
  law: { act: string; from: string; to: string };
  state: UploadState;
  /** Percent of the current step. */
  progress: number;
  reason: string | null;
}

export function newUpload(file: File, replaced: ReplacedDocument | null, dataset: string | null = null): Upload {
  const reason = refusalOf(file, dataset !== null);
  return {
    key: crypto.randomUUID(),
    replaced,
    dataset,
    file,
    name: replaced?.name ?? file.name,
    type: "other",
    source: "other",
    law: { act: "", from: "", to: "" },
    state: reason === null ? "chosen" : "refused",
    progress: 0,
    reason,
  };
}

/** The files that datasets of law take. */
export const LAW_FILES = ".pdf,.html,.htm,.xml,.txt";

/** The reason a file cannot be uploaded, or null. */
function refusalOf({ name, size }: File, isLaw: boolean): string | null {
  const isAccepted = isLaw ? LAW_FILES.split(",").some((ending) => name.toLowerCase().endsWith(ending)) : /\.pdf$/i.test(name);
  if (!isAccepted) {
    return isLaw ? m.uploads_not_law() : m.uploads_not_pdf();
  }
  return size === 0 ? m.uploads_empty_file() : null;
}

/** Whether closing the page would lose the upload. */
export function isLostOnUnload({ state }: Upload): boolean {
  return state === "queued" || state === "uploading";
}

export function isInProgress(upload: Upload): boolean {
  return isLostOnUnload(upload) || upload.state === "processing";
}

/** The number of started, finished and failed uploads. */
export function countUploads(uploads: Upload[]) {
  const started = uploads.filter(({ state }) => state !== "chosen" && state !== "refused");
  const failed = started.filter(({ state }) => state === "failed").length;
  const ready = started.filter(({ state }) => state === "ready").length;
  return { started: started.length, done: ready + failed, failed };
}
