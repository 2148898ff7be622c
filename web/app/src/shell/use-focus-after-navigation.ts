"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";

import { focusContentIfLost } from "@/lib/focus";

/**
 * Moves the focus to the content of another page when the element that had it was on the page before, so that the Tab key does
 * not start at the top again, and screen readers say the title.
 */
export function useFocusAfterNavigation(): void {
  const path = usePathname();
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current === path) {
      return undefined;
    }
    shown.current = path;
    return focusContentIfLost();
  }, [path]);
}
