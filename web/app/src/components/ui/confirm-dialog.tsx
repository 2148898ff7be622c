"use client";

import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";

import * as m from "@/paraglide/messages";

import { Button } from "./button";
import { Dialog } from "./dialog";
import { FormError } from "./form-error";

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
      <FormError error={confirmation.error} className="mb-4" />
      <div className="flex justify-end gap-2">
        <Button onClick={close}>{m.common_cancel()}</Button>
        {/* a disabled button would lose the focus */}
        <Button
          variant={isDangerous ? "danger" : "primary"}
          aria-disabled={confirmation.isPending}
          onClick={() => !confirmation.isPending && confirmation.mutate()}
        >
          {action}
        </Button>
      </div>
    </Dialog>
  );
}
