"use client";

import { deferred } from "@/components/ui/deferred";
import { DialogPlaceholder } from "@/components/ui/dialog-placeholder";

import type { DatasetDialogProps } from "../dataset/deferred-dialogs";

export const ShareDialog = deferred<DatasetDialogProps>(
  async () => (await import("./share-dialog")).ShareDialog,
  (placeholder, { onClose }) => <DialogPlaceholder {...placeholder} onClose={onClose} />,
);
