"use client";

import { type KeyboardEvent, useState } from "react";

import { moved } from "./explore";

interface Explored {
  /** The index of the value that is pointed at or was reached by keys; null if none is. */
  active: number | null;
  point: (index: number | null) => void;
  /** The properties of the element that takes the keys. */
  keys: { tabIndex: 0; onKeyDown: (event: KeyboardEvent) => void; onBlur: () => void };
}

/** Moves through the values of a chart by arrow keys, Home and End; Escape leaves them. `columns` is the length of a row of a grid. */
export function useExplore(count: number, columns = 1): Explored {
  const [active, setActive] = useState<number | null>(null);
  const shown = active !== null && active < count ? active : null;
  return {
    active: shown,
    point: setActive,
    keys: {
      tabIndex: 0,
      onBlur: () => setActive(null),
      onKeyDown: (event) => {
        const next = moved(event.key, shown, count, columns);
        if (next !== undefined) {
          event.preventDefault();
          setActive(next);
        }
      },
    },
  };
}
