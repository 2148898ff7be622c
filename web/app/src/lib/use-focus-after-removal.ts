"use client";

import { useLayoutEffect, useRef } from "react";

import { actionOf, focusHeading, isFocusLost } from "./focus";

/** Passes the focus on when an element of a row is removed with it: to its row, the next or the previous one, or the heading of the list. */
export function useFocusAfterRemoval<Part extends HTMLElement>() {
  const ref = useRef<Part>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    const page = location.pathname;
    return () => {
      const row = element?.closest("tr, li");
      if (!row?.contains(document.activeElement)) {
        return;
      }
      const rows = [row, row.nextElementSibling, row.previousElementSibling];
      const list = row.closest("section");
      requestAnimationFrame(() => {
        if (location.pathname !== page || !isFocusLost()) {
          return;
        }
        const next = rows.filter((candidate) => candidate?.isConnected).map((candidate) => candidate && actionOf(candidate));
        const found = next.find((control) => control);
        if (found) {
          found.focus();
        } else {
          focusHeading(list);
        }
      });
    };
  }, []);
  return ref;
}
