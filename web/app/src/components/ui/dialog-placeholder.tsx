"use client";

import { useEffect, useRef } from "react";

import { Button } from "./button";
import type { Placeholder } from "./deferred";

const FRAME =
  "fixed inset-x-0 top-16 z-50 mx-auto flex w-fit max-w-[calc(100vw-2rem)] flex-wrap items-center gap-2 rounded-md border px-4 py-2";

interface Props extends Placeholder {
  onClose: () => void;
}

/** In place of a dialog whose code is loading, or could not be loaded. */
export function DialogPlaceholder({ retry, onClose }: Props) {
  const opener = useRef<HTMLElement | null>(null);
  useEffect(() => {
    opener.current = document.activeElement as HTMLElement | null;
  }, []);
  if (!retry) {
    return (
      <p role="status" className={`${FRAME} animate-fade-in-late bg-raised text-sm text-muted shadow-lg`}>
        Loading…
      </p>
    );
  }
  // the button is about to disappear, and the dialog returns the focus to where it was
  const leave = (action: () => void) => {
    opener.current?.focus();
    action();
  };
  return (
    <div role="alert" className={`${FRAME} bg-raised text-sm shadow-lg`}>
      This part of the page could not be loaded. Check your connection and try again.
      <Button size="small" onClick={() => leave(retry)}>
        Try again
      </Button>
      <Button size="small" variant="ghost" onClick={() => leave(onClose)}>
        Cancel
      </Button>
    </div>
  );
}
