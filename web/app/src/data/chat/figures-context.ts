"use client";

import { createContext } from "react";

interface Figures {
  /** The place of the figure whose origin is shown. */
  opened: number | null;
  /** The place of the figure that Tab reaches. */
  current: number | null;
  /** The ID of the element that shows the origin. */
  originId: string;
  onOpen: (place: number) => void;
  onFocus: (place: number) => void;
}

/** The figures of an answer, for the marks in its text. */
export const FiguresContext = createContext<Figures>({
  opened: null,
  current: null,
  originId: "",
  onOpen: () => undefined,
  onFocus: () => undefined,
});
