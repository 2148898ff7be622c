"use client";

import { useEffect, useRef } from "react";

/** Moves the focus to a panel that opens, and back when it closes. */
export function useFocusWhileOpen(isWanted: boolean) {
  const ref = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!isWanted) {
      return undefined;
    }
    const before = document.activeElement as HTMLElement | null;
    const panel = ref.current;
    panel?.focus({ preventScroll: true });
    return () => {
      if (document.activeElement === document.body || panel?.contains(document.activeElement)) {
        before?.focus({ preventScroll: true });
      }
    };
  }, [isWanted]);
  return ref;
}
