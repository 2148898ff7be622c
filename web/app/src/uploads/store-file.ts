import { orThrow, type DocumentSource, type DocumentType, type UploadOut } from "sisuiq-client";

import { api } from "@/lib/api";

/** A larger one does not fit into a request of the API, and goes to the store itself. */
const FITS_INTO_REQUEST = 4_000_000;

export interface NewDocument {
  file: File;
  name: string;
  type: DocumentType;
  source: DocumentSource;
}

type OnProgress = (share: number) => void;

/** Uploads a document, and gives its id as soon as it is there. Only administrators may send one through the API itself. */
export async function storeDocument({ file, name, type, source }: NewDocument, isAdmin: boolean, onProgress: OnProgress): Promise<string> {
  if (isAdmin && file.size <= FITS_INTO_REQUEST) {
    const form = formOf({ name, doc_type: type, source }, file);
    const body = { file: "", name, doc_type: type, source };
    const queued = await orThrow(api.POST("/api/ingest/docs/async", { body, bodySerializer: () => form }));
    onProgress(1);
    return queued.job_id;
  }
  const place = await orThrow(api.POST("/api/documents", { body: { name, size: file.size, type, source } }));
  await send(place.upload, file, onProgress);
  return place.id;
}

/** Uploads another file of a document, and gives the number of its version. */
export async function storeVersion(id: string, file: File, onProgress: OnProgress): Promise<number> {
  const place = await orThrow(api.POST("/api/documents/{id}/versions", { params: { path: { id } }, body: { size: file.size } }));
  await send(place.upload, file, onProgress);
  return place.version;
}

export interface NewTable {
  file: File;
  name: string;
  customersServed: number | null;
}

/** Uploads a table, and gives its id. What cannot be read of a small one is told at once. */
export async function storeTable({ file, name, customersServed }: NewTable, onProgress: OnProgress): Promise<string> {
  const served = customersServed ?? undefined;
  if (file.size <= FITS_INTO_REQUEST) {
    const form = formOf({ dataset_name: name, customers_served: served }, file);
    const body = { file: "", dataset_name: name };
    const stored = await orThrow(api.POST("/api/ingest/data", { body, bodySerializer: () => form }));
    onProgress(1);
    return stored.id;
  }
  const body = { name: file.name, size: file.size, dataset_name: name, customers_served: customersServed };
  const place = await orThrow(api.POST("/api/ingest/data/uploads", { body }));
  await send(place.upload, file, onProgress);
  return place.id;
}

/** Posts a file with the fields that let it in. `fetch` does not tell how far it has come. */
function send({ url, fields }: UploadOut, file: File, onProgress: OnProgress): Promise<void> {
  const request = new XMLHttpRequest();
  request.open("POST", url);
  request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(loaded / total));
  return new Promise((resolve, reject) => {
    request.addEventListener("load", () => {
      const isStored = request.status >= 200 && request.status < 300;
      return isStored ? resolve() : reject(new TypeError(`the store answered ${request.status}`));
    });
    request.addEventListener("error", () => reject(new TypeError("the store cannot be reached")));
    request.send(formOf(fields, file));
  });
}

/** The file comes last: what stands behind it is not looked at. */
function formOf(fields: Record<string, string | number | undefined>, file: File): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) {
      form.append(name, String(value));
    }
  }
  form.append("file", file, file.name);
  return form;
}
