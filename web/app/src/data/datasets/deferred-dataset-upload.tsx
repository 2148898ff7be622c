"use client";

import { deferred } from "@/components/ui/deferred";
import { DialogPlaceholder } from "@/components/ui/dialog-placeholder";

export const DatasetUpload = deferred<{ onClose: () => void }>(
  async () => (await import("./dataset-upload")).DatasetUpload,
  (placeholder, { onClose }) => <DialogPlaceholder {...placeholder} onClose={onClose} />,
);
