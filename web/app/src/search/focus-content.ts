"use client";

import { usePathname } from "next/navigation";
import { useEffect } from "react";

import { focusContent } from "@/lib/focus";

/** The path whose content gets the focus as soon as it is shown. */
let awaited: string | null = null;

export function focusContentOf(path: string | null): void {
  awaited = path;
}

/** Moves the focus to the content of the page that the search opened, and not back to where it was before. */
export function useFocusContent(isSearchOpen: boolean): void {
  const path = usePathname();
  useEffect(() => {
    if (!isSearchOpen && awaited === path) {
      awaited = null;
      focusContent();
    }
  }, [isSearchOpen, path]);
}
