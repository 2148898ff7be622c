"use client";

import { X } from "lucide-react";
import { type ReactNode, useId } from "react";

import { classes } from "@/lib/classes";

import { Button } from "./button";
import { Modal } from "./modal";

export interface SheetProps {
  onClose: () => void;
  side: "left" | "right";
  title: string;
  closeLabel: string;
  className?: string;
  children: ReactNode;
}

/** A panel that slides in over the page. */
export function Sheet({ onClose, side, title, closeLabel, className, children }: SheetProps) {
  const id = useId();
  return (
    <Modal
      labelledBy={id}
      onClose={onClose}
      className={classes(
        "h-dvh max-h-none max-w-[100vw] bg-background shadow-xl",
        side === "left" ? "mr-auto animate-slide-left border-r" : "ml-auto animate-slide-right border-l",
        className,
      )}
    >
      <div className="flex h-full flex-col">
        <h2 id={id} className="sr-only">
          {title}
        </h2>
        {children}
        <Button variant="ghost" size="icon" className="absolute top-2.5 right-2.5 z-10" aria-label={closeLabel} onClick={onClose}>
          <X />
        </Button>
      </div>
    </Modal>
  );
}
