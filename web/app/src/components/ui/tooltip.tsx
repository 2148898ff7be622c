"use client";

import { type ReactNode, useRef, useState } from "react";

import { deferred } from "./deferred";
import type { TooltipPopupProps } from "./tooltip-popup";

const TooltipPopup = deferred<TooltipPopupProps>(
  async () => (await import("./tooltip-popup")).default,
  // the next hover loads it again
  () => null,
);

interface Props {
  text: string;
  children: ReactNode;
}

/** Shows a text when its child is hovered or focused. */
export function Tooltip({ text, children }: Props) {
  const explained = useRef<HTMLSpanElement>(null);
  const [isWanted, setWanted] = useState(false);
  const show = () => setWanted(true);
  const hide = () => setWanted(false);
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
      {isWanted && <TooltipPopup text={text} explained={explained} />}
    </>
  );
}
