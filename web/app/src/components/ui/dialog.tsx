"use client";

import { X } from "lucide-react";
import { type ReactNode, useId } from "react";

import { classes } from "@/lib/classes";
import * as m from "@/paraglide/messages";

import { Button } from "./button";
import { Modal } from "./modal";

interface Props {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  description?: ReactNode;
  isWide?: boolean;
  children: ReactNode;
}

export function Dialog({ isOpen, onClose, title, description, isWide = false, children }: Props) {
  const id = useId();
  if (!isOpen) {
    return null;
  }
  return (
    <Modal
      labelledBy={`${id}-title`}
      describedBy={description ? `${id}-description` : undefined}
      onClose={onClose}
      className={classes(
        isWide ? "w-[min(54rem,calc(100vw-2rem))]" : "w-[min(28rem,calc(100vw-2rem))]",
        "m-auto max-h-[90dvh] max-w-none animate-fade-in rounded-lg border border-border bg-raised shadow-xl",
      )}
    >
      <div className="p-5">
        <h2 id={`${id}-title`} className="pr-8 text-base font-semibold">
          {title}
        </h2>
        {description && (
          <p id={`${id}-description`} className="mt-1.5 text-sm text-muted">
            {description}
          </p>
        )}
        <div className="mt-4">{children}</div>
        <Button variant="ghost" size="smallIcon" className="absolute top-4 right-4" aria-label={m.common_close()} onClick={onClose}>
          <X />
        </Button>
      </div>
    </Modal>
  );
}
