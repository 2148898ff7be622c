"use client";

import { type ReactNode, use } from "react";

import { classes } from "@/lib/classes";

import { FiguresContext } from "./figures-context";

/** A figure in a text: a button that shows where it comes from. Arrow keys move between the figures of an answer. */
export function FigureMark({ place, children }: { place: number; children: ReactNode }) {
  const { opened, current, originId, onOpen, onFocus } = use(FiguresContext);
  const isOpen = opened === place;
  return (
    <button
      type="button"
      data-testid="figure"
      data-figure={place}
      aria-expanded={isOpen}
      aria-controls={isOpen ? originId : undefined}
      tabIndex={current === place ? 0 : -1}
      onClick={() => onOpen(place)}
      onFocus={() => onFocus(place)}
      className={classes(
        "rounded px-0.5 font-semibold tabular-nums underline decoration-dotted underline-offset-4 transition-colors",
        isOpen ? "bg-primary text-on-primary" : "bg-tint text-link hover:bg-primary hover:text-on-primary",
      )}
    >
      {children}
    </button>
  );
}
