import { orThrow } from "sisuiq-client";

import { api } from "@/lib/api";
import { MAX_REQUEST_BYTES, postFile } from "@/uploads/store-file";

/** A file that becomes a dataset. */
export interface NewDataset {
  file: File;
  name: string;
  description: string;
  /** The name of its encoding; empty to find it by its contents. */
  encoding: string;
}

/** Whether a file is a workbook, which has no encoding. */
export const isWorkbook = ({ name }: Pick<File, "name">) => /\.xlsx$/i.test(name);

/** Uploads a dataset and returns its ID: in the request if it is small, otherwise to the object store. */
export async function storeDataset(
  { file, name, description, encoding: chosen }: NewDataset,
  onProgress: (share: number) => void,
): Promise<string> {
  const encoding = isWorkbook(file) ? "" : chosen;
  const texts = { name, ...(description ? { description } : {}) };
  if (file.size <= MAX_REQUEST_BYTES) {
    const fields = { ...texts, ...(encoding ? { encoding } : {}) };
    const form = new FormData();
    for (const [field, text] of Object.entries(fields)) {
      form.append(field, text);
    }
    form.append("file", file, file.name);
    const stored = await orThrow(api.POST("/api/datasets/upload", { body: { file: "", ...fields }, bodySerializer: () => form }));
    onProgress(1);
    return stored.id;
  }
  const body = { file_name: file.name, size: file.size, ...texts, ...(encoding ? { mapping: { encoding } } : {}) };
  const { id, upload } = await orThrow(api.POST("/api/datasets/uploads", { body }));
  await postFile(upload, file, onProgress);
  return id;
}
