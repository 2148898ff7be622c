"use client";

import { type ReactNode, useEffect, useRef } from "react";

import { positionAbove } from "./position";

const DELAY = 400;

interface Props {
  text: string;
  children: ReactNode;
}

/** Shows a text when its child is hovered or focused. */
export function Tooltip({ text, children }: Props) {
  const explained = useRef<HTMLSpanElement>(null);
  const tooltip = useRef<HTMLSpanElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const show = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      if (tooltip.current?.isConnected && explained.current) {
        tooltip.current.showPopover();
        positionAbove(tooltip.current, explained.current);
      }
    }, DELAY);
  };
  const hide = () => {
    clearTimeout(timer.current);
    if (tooltip.current?.isConnected) {
      tooltip.current.hidePopover();
    }
  };
  useEffect(() => () => clearTimeout(timer.current), []);

  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the events come from the control inside */}
      <span
        ref={explained}
        className="inline-flex"
        onPointerEnter={show}
        onPointerLeave={hide}
        onPointerDown={hide}
        onFocus={show}
        onBlur={hide}
        onKeyDown={(event) => event.key === "Escape" && hide()}
      >
        {children}
      </span>
      <span
        ref={tooltip}
        popover="manual"
        role="tooltip"
        className="pointer-events-none fixed m-0 w-max max-w-64 animate-fade-in rounded border-0 bg-slate-800 px-2 py-1 text-xs font-normal text-white not-italic shadow-md dark:bg-slate-700"
      >
        {text}
      </span>
    </>
  );
}
