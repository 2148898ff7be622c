"use client";

import { deferred } from "@/components/ui/deferred";
import { DialogPlaceholder } from "@/components/ui/dialog-placeholder";

import type { NewDatasetDialogProps } from "./new-dataset-dialog";

export const NewDatasetDialog = deferred<NewDatasetDialogProps>(
  async () => (await import("./new-dataset-dialog")).NewDatasetDialog,
  (placeholder, { onClose }) => <DialogPlaceholder {...placeholder} onClose={onClose} />,
);
