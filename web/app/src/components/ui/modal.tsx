"use client";

import { useLayoutEffect, useRef, type MouseEvent, type ReactNode } from "react";

import { classes } from "@/lib/classes";

interface Props {
  labelledBy: string;
  describedBy?: string | undefined;
  onClose: () => void;
  className: string;
  children: ReactNode;
}

/** The platform's own window over a page: nothing else can be reached while it is open, and Escape closes it. */
export function Modal({ labelledBy, describedBy, onClose, className, children }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    // gives the keyboard back to what opened it
    return () => dialog?.close();
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
        // one in another window is that window's
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
