"use client";

import { deferred } from "./deferred";
import { DialogPlaceholder } from "./dialog-placeholder";
import type { SheetProps } from "./sheet";

/** A sheet whose code is loaded when it opens. It is shown only while it is open. */
export const Sheet = deferred<SheetProps>(
  async () => (await import("./sheet")).Sheet,
  (placeholder, { onClose }) => <DialogPlaceholder {...placeholder} onClose={onClose} />,
);
