"use client";

import type { DatasetDetailsOut } from "sisuiq-client";

import { deferred, type Placeholder } from "@/components/ui/deferred";
import { DialogPlaceholder } from "@/components/ui/dialog-placeholder";

export interface DatasetDialogProps {
  dataset: DatasetDetailsOut;
  onClose: () => void;
}

const placeholder = (state: Placeholder, { onClose }: DatasetDialogProps) => <DialogPlaceholder {...state} onClose={onClose} />;

export const EditDialog = deferred<DatasetDialogProps>(async () => (await import("./edit-dialog")).EditDialog, placeholder);
export const ReadingDialog = deferred<DatasetDialogProps>(async () => (await import("./reading-dialog")).ReadingDialog, placeholder);
