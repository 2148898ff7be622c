"use client";

import { deferred } from "@/components/ui/deferred";
import { DialogPlaceholder } from "@/components/ui/dialog-placeholder";

export const OwnKeyDialog = deferred<{ onClose: () => void }>(
  async () => (await import("./own-key-dialog")).OwnKeyDialog,
  (placeholder, { onClose }) => <DialogPlaceholder {...placeholder} onClose={onClose} />,
);
