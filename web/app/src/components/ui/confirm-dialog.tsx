"use client";

import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { explain } from "@/lib/problems";

import { Button } from "./button";
import { Dialog } from "./dialog";

export interface ConfirmDialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  description: ReactNode;
  action: string;
  /** Whether the action deletes something. */
  isDangerous?: boolean;
  onConfirm: () => Promise<unknown>;
}

/** Asks for confirmation of an action that cannot be undone. */
export function ConfirmDialog({ isOpen, onClose, title, description, action, isDangerous = true, onConfirm }: ConfirmDialogProps) {
  const confirmation = useMutation({ mutationFn: onConfirm, onSuccess: onClose });
  const close = () => {
    confirmation.reset();
    onClose();
  };
  return (
    <Dialog isOpen={isOpen} onClose={close} title={title} description={description}>
      {confirmation.error && (
        <p role="alert" className="mb-4 text-sm text-danger">
          {explain(confirmation.error)}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={close}>Cancel</Button>
        <Button variant={isDangerous ? "danger" : "primary"} disabled={confirmation.isPending} onClick={() => confirmation.mutate()}>
          {action}
        </Button>
      </div>
    </Dialog>
  );
}
