"use client";

import type { ConfirmDialogProps } from "./confirm-dialog";
import { deferred } from "./deferred";
import { DialogPlaceholder } from "./dialog-placeholder";

/** A confirmation whose code is loaded when it opens. It is shown only while it is open. */
export const ConfirmDialog = deferred<Omit<ConfirmDialogProps, "isOpen">>(
  async () => {
    const { ConfirmDialog: Loaded } = await import("./confirm-dialog");
    return (props) => <Loaded isOpen {...props} />;
  },
  (placeholder, { onClose }) => <DialogPlaceholder {...placeholder} onClose={onClose} />,
);
