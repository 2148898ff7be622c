import { type DocumentSource, type DocumentType, orThrow, type UploadOut } from "sisuiq-client";

import { api } from "@/lib/api";

import type { Upload } from "./upload";

/** Larger files do not fit into a request to the API and are uploaded to the object store directly. */
export const MAX_REQUEST_BYTES = 4_000_000;

export interface NewDocument {
  file: File;
  name: string;
  type: DocumentType;
  source: DocumentSource;
}

export type NewLaw = Pick<Upload, "file" | "name" | "law">;

type OnProgress = (share: number) => void;

/** Uploads a document and returns its ID. Only administrators may send it in a request to the API. */
export async function storeDocument({ file, name, type, source }: NewDocument, isAdmin: boolean, onProgress: OnProgress): Promise<string> {
  if (isAdmin && file.size <= MAX_REQUEST_BYTES) {
    const form = formDataOf({ name, doc_type: type, source }, file);
    const body = { file: "", name, doc_type: type, source };
    const queued = await orThrow(api.POST("/api/ingest/docs/async", { body, bodySerializer: () => form }));
    onProgress(1);
    return queued.job_id;
  }
  const slot = await orThrow(api.POST("/api/documents", { body: { name, size: file.size, type, source } }));
  await postFile(slot.upload, file, onProgress);
  return slot.id;
}

/** Uploads a document into a dataset of sanctions law and returns its ID. */
export async function storeInDataset(
  dataset: string,
  { file, name, law: { act, from, to } }: NewLaw,
  onProgress: OnProgress,
): Promise<string> {
  const params = { path: { name: dataset } };
  const body = {
    name,
    size: file.size,
    ...(act.trim() === "" ? {} : { act: act.trim() }),
    ...(from === "" ? {} : { valid_from: from }),
    ...(to === "" ? {} : { valid_to: to }),
  };
  const slot = await orThrow(api.POST("/api/v1/knowledge/datasets/{name}/documents", { params, body }));
  await postFile(slot.upload, file, onProgress);
  return slot.id;
}

/** Uploads a new version of a document and returns its number. */
export async function storeVersion(id: string, file: File, onProgress: OnProgress): Promise<number> {
  const slot = await orThrow(api.POST("/api/documents/{id}/versions", { params: { path: { id } }, body: { size: file.size } }));
  await postFile(slot.upload, file, onProgress);
  return slot.version;
}

export interface NewTable {
  file: File;
  name: string;
  customersServed: number | null;
}

/** Uploads a table and returns its ID. Errors in a small one are returned immediately. */
export async function storeTable({ file, name, customersServed }: NewTable, onProgress: OnProgress): Promise<string> {
  const served = customersServed ?? undefined;
  if (file.size <= MAX_REQUEST_BYTES) {
    const form = formDataOf({ dataset_name: name, customers_served: served }, file);
    const body = { file: "", dataset_name: name };
    const stored = await orThrow(api.POST("/api/ingest/data", { body, bodySerializer: () => form }));
    onProgress(1);
    return stored.id;
  }
  const body = { name: file.name, size: file.size, dataset_name: name, customers_served: customersServed };
  const slot = await orThrow(api.POST("/api/ingest/data/uploads", { body }));
  await postFile(slot.upload, file, onProgress);
  return slot.id;
}

/** Where a file is uploaded to. */
export type FileUpload = UploadOut;

/** Posts a file with the fields that authorise it. `fetch` does not report upload progress. */
export function postFile({ url, fields }: UploadOut, file: File, onProgress: OnProgress): Promise<void> {
  const request = new XMLHttpRequest();
  request.open("POST", url);
  request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(loaded / total));
  return new Promise((resolve, reject) => {
    request.addEventListener("load", () => {
      const isStored = request.status >= 200 && request.status < 300;
      return isStored ? resolve() : reject(new TypeError(`the store answered ${request.status}`));
    });
    request.addEventListener("error", () => reject(new TypeError("the store cannot be reached")));
    request.send(formDataOf(fields, file));
  });
}

/** The file is the last field, because the object store ignores fields after it. */
function formDataOf(fields: Record<string, string | number | undefined>, file: File): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) {
      form.append(name, String(value));
    }
  }
  form.append("file", file, file.name);
  return form;
}
