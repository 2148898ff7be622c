"use client";

import { type MouseEvent, type ReactNode, useLayoutEffect, useRef } from "react";

import { classes } from "@/lib/classes";
import { focusHeading, isFocusLost } from "@/lib/focus";

interface Props {
  labelledBy: string;
  describedBy?: string | undefined;
  onClose: () => void;
  className: string;
  children: ReactNode;
}

/** A native modal dialog: the page behind it is inert, and Escape closes it. */
export function Modal({ labelledBy, describedBy, onClose, className, children }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => {
      // closing returns the focus to the element that opened it, unless that was removed
      dialog?.close();
      requestAnimationFrame(() => {
        if (isFocusLost()) {
          focusHeading();
        }
      });
    };
  }, []);
  const closeFromOutside = (event: MouseEvent) => {
    if (event.target === event.currentTarget) {
      onClose();
    }
  };
  return (
    <dialog
      ref={ref}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onCancel={(event) => {
        event.preventDefault();
        // a nested dialog handles its own
        if (event.target === event.currentTarget) {
          onClose();
        }
      }}
      onMouseDown={closeFromOutside}
      className={classes("overscroll-contain text-foreground backdrop:animate-fade-in backdrop:bg-slate-950/40", className)}
    >
      {children}
    </dialog>
  );
}
