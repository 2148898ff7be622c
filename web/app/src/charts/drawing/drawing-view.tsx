"use client";

import { type PointerEvent, useId, useMemo, useRef } from "react";

import { useWidth } from "@/lib/use-width";

import { Readout } from "../readout";
import { useExplore } from "../use-explore";
import { Axes } from "./axes";
import type { Drawing } from "./drawing";
import { layoutOf } from "./layout";
import { Legend } from "./legend";
import { SERIES_LOOKS } from "./looks";
import { SeriesView } from "./series-view";
import { nearest, valuesOf } from "./values";

/** The drawing of a chart. Pointing at it or the arrow keys read out its values. */
export function DrawingView({ title, drawing }: { title: string; drawing: Drawing }) {
  const pattern = useId();
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const layout = useMemo(() => layoutOf(drawing, width), [drawing, width]);
  const values = useMemo(() => valuesOf(drawing, layout), [drawing, layout]);
  const { active, point, keys } = useExplore(values.length);
  const value = active === null ? undefined : values[active];
  const pointAt = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    point(nearest(values, event.clientX - box.left, event.clientY - box.top));
  };
  return (
    <div>
      <Legend series={drawing.series} pattern={pattern} />
      <div ref={frame} role="group" aria-label={title} {...keys}>
        <svg
          aria-hidden
          data-drawing
          width={width}
          height={layout.height}
          className="block touch-pan-y"
          onPointerMove={pointAt}
          onPointerDown={pointAt}
          onPointerLeave={(event) => event.pointerType === "mouse" && point(null)}
        >
          <defs>
            <pattern id={pattern} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect width="6" height="6" className={SERIES_LOOKS[1]?.fill} fillOpacity={0.2} />
              <line y2="6" strokeWidth="3" className={SERIES_LOOKS[1]?.stroke} strokeOpacity={0.8} />
            </pattern>
          </defs>
          {width > 0 && (
            <>
              <Axes drawing={drawing} layout={layout} />
              {drawing.series.map((series, at) => (
                <SeriesView key={at} series={series} layout={layout} at={at} pattern={pattern} />
              ))}
            </>
          )}
          {value &&
            (value.y === undefined ? (
              <line x1={value.x} x2={value.x} y1={layout.top} y2={layout.bottom} strokeDasharray="3 3" className="stroke-foreground" />
            ) : (
              <circle cx={value.x} cy={value.y} r={6} fill="none" strokeWidth={2} className="stroke-foreground" />
            ))}
        </svg>
      </div>
      <Readout text={value?.text ?? null} />
    </div>
  );
}
