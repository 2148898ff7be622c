"use client";

import { type RefObject, useEffect, useRef } from "react";

/**
 * Brings a question to the top when the list is first shown and when it is asked, and again when its answer makes the page longer,
 * unless the reader has scrolled away from it.
 */
export function useShowQuestion(list: RefObject<HTMLElement | null>, place: number, isBusy: boolean): void {
  const shown = useRef(-1);
  useEffect(() => {
    const question = list.current?.children[place];
    if (question && (place !== shown.current || isBusy || isVisible(question))) {
      shown.current = place;
      question.scrollIntoView({ block: "start" });
    }
  }, [list, place, isBusy]);
}

function isVisible(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}
