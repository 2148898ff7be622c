"use client";

import { useEffect, useRef } from "react";
import type { HighlightOut } from "sisuiq-client";

/** The highlighted rectangles of a quote, in percent of the page, so that they scale with it. */
export function Highlights({ highlight: { page_width, page_height, rectangles } }: { highlight: HighlightOut }) {
  const first = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    first.current?.scrollIntoView({ block: "center", behavior: isStill ? "auto" : "smooth" });
  }, []);
  const across = (length: number) => `${(length / page_width) * 100}%`;
  const down = (length: number) => `${(length / page_height) * 100}%`;
  return rectangles.map(({ left, top, width, height }, index) => (
    <div
      key={`${left} ${top}`}
      ref={index === 0 ? first : null}
      data-testid="highlight"
      className="absolute rounded-[2px] bg-highlight mix-blend-multiply"
      style={{ left: across(left), top: down(top), width: across(width), height: down(height) }}
    />
  ));
}
