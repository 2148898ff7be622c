"use client";

import { ConfirmDialog } from "@/components/ui/confirm-dialog";

export interface DeleteDocumentProps {
  name: string;
  onClose: () => void;
  onConfirm: () => Promise<unknown>;
}

/** Asks for confirmation of the deletion of a document. */
export function DeleteDocument({ name, ...rest }: DeleteDocumentProps) {
  return (
    <ConfirmDialog
      isOpen
      title="Delete this document?"
      description={`New answers will not use “${name}” and its file will be deleted. Existing citations will be marked as withdrawn.`}
      action="Delete"
      {...rest}
    />
  );
}
