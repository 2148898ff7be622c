"use client";

import { useRef } from "react";

import { decimal } from "@/lib/format";
import { useWidth } from "@/lib/use-width";
import * as m from "@/paraglide/messages";

import { fitted } from "./fitted";
import { Readout } from "./readout";
import { useExplore } from "./use-explore";

const ROW = 38;
const BAR = 8;
/** The space of a number at the end of a row. */
const NUMBER = 90;

/** Horizontal bars with a label and a number each: names of categories are too long to stand below columns. */
export function BarDrawing({ title, rows }: { title: string; rows: { label: string; value: number }[] }) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const { active, point, keys } = useExplore(rows.length);
  const largest = Math.max(...rows.map(({ value }) => value), 1);
  const shown = active === null ? undefined : rows[active];
  return (
    <div>
      <div ref={frame} role="group" aria-label={title} {...keys}>
        <svg
          aria-hidden
          data-drawing
          width={width}
          height={rows.length * ROW}
          className="block touch-pan-y"
          onPointerLeave={(event) => event.pointerType === "mouse" && point(null)}
        >
          {width > 0 &&
            rows.map(({ label, value }, at) => {
              const top = at * ROW;
              return (
                <g key={at} onPointerEnter={() => point(at)} onPointerDown={() => point(at)}>
                  <rect y={top} width={width} height={ROW} fill="transparent" />
                  <text x={0} y={top + 15} className={`text-[13px] fill-foreground ${at === active ? "font-semibold" : ""}`}>
                    {fitted(label, width - NUMBER)}
                  </text>
                  <text x={width} y={top + 15} textAnchor="end" className="fill-muted text-[13px] tabular-nums">
                    {decimal(value)}
                  </text>
                  <rect y={top + 22} width={width} height={BAR} rx={BAR / 2} className="fill-border" fillOpacity={0.6} />
                  <rect y={top + 22} width={(Math.max(value, 0) / largest) * width} height={BAR} rx={BAR / 2} className="fill-primary" />
                </g>
              );
            })}
        </svg>
      </div>
      <Readout text={shown ? m.charts_named_value({ name: shown.label, value: decimal(shown.value) }) : null} />
    </div>
  );
}
