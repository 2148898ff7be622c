"use client";

import { type RefObject, useEffect, useRef } from "react";

import { positionAbove } from "./position-above";

const DELAY = 400;

export interface TooltipPopupProps {
  text: string;
  /** The element that is explained. */
  explained: RefObject<HTMLElement | null>;
}

/** The text of a tooltip, which appears after a short delay. */
export default function TooltipPopup({ text, explained }: TooltipPopupProps) {
  const tooltip = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (tooltip.current && explained.current) {
        tooltip.current.showPopover();
        positionAbove(tooltip.current, explained.current);
      }
    }, DELAY);
    return () => clearTimeout(timer);
  }, [explained]);
  return (
    <span
      ref={tooltip}
      popover="manual"
      role="tooltip"
      className="pointer-events-none fixed m-0 w-max max-w-64 animate-fade-in rounded border-0 bg-slate-800 px-2 py-1 text-xs font-normal text-white not-italic shadow-md dark:bg-slate-700"
    >
      {text}
    </span>
  );
}
