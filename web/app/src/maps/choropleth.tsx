"use client";

import { memo, useMemo } from "react";

import { figure } from "@/charts/figure-number";
import { STEP_COLOURS } from "@/charts/heat-step";
import { classes } from "@/lib/classes";
import * as m from "@/paraglide/messages";

import { type Area, boundsOf, middleOf } from "./geo";
import { MapFrame } from "./map-frame";
import { outlinePath } from "./outline-path";
import { breaksOf, classOf } from "./quantiles";
import { isSameView, project, type View } from "./view";

/** An area with its value. */
export interface ValuedArea extends Area {
  /** Null without a value. */
  value: number | null;
  /** What is read out. */
  text: string;
  /** Whether high or low values are significantly near each other here. */
  cluster: "hot" | "cold" | "none";
}

const FILLS = ["fill-heat-1", "fill-heat-2", "fill-heat-3", "fill-heat-4", "fill-heat-5"];

interface Props {
  title: string;
  /** What the values are. */
  unit: string;
  areas: ValuedArea[];
}

/** Areas coloured by classes with about as many areas each. Significant clusters have a mark, and arrow keys go from the highest value down. */
export function Choropleth({ title, unit, areas }: Props) {
  const sorted = useMemo(() => [...areas].sort((one, other) => (other.value ?? -Infinity) - (one.value ?? -Infinity)), [areas]);
  const bounds = useMemo(() => boundsOf(areas.flatMap(({ polygons }) => polygons.flat(2))), [areas]);
  const items = useMemo(() => sorted.map((area) => ({ position: middleOf(area) ?? [0, 0], text: area.text }) as const), [sorted]);
  const breaks = useMemo(
    () =>
      breaksOf(
        areas.flatMap(({ value }) => value ?? []),
        FILLS.length,
      ),
    [areas],
  );
  if (!bounds) {
    return null;
  }
  return (
    <div>
      <MapFrame title={title} bounds={bounds} items={items.map(({ position, text }) => ({ position: [...position], text }))}>
        {({ view, active, point }) => (
          <svg aria-hidden width={view.width} height={view.height} className="block">
            <Outlines areas={sorted} breaks={breaks} view={view} onPoint={point} />
            <Active area={active === null ? undefined : sorted[active]} view={view} />
          </svg>
        )}
      </MapFrame>
      <Legend unit={unit} areas={areas} breaks={breaks} />
    </div>
  );
}

interface OutlinesProps {
  areas: ValuedArea[];
  breaks: number[];
  view: View;
  onPoint: (item: number) => void;
}

const Outlines = memo(
  function Outlines({ areas, breaks, view, onPoint }: OutlinesProps) {
    const at = project(view);
    return (
      <g>
        {areas.map((area, index) => (
          <path
            key={area.id}
            d={outlinePath(area, at)}
            fillRule="evenodd"
            strokeWidth={0.75}
            className={classes("stroke-background", area.value === null ? "fill-border" : FILLS[classOf(area.value, breaks)])}
            onPointerEnter={() => onPoint(index)}
            onPointerDown={() => onPoint(index)}
          />
        ))}
        {areas.map((area) => {
          const middle = area.cluster === "none" ? null : middleOf(area);
          const [x, y] = middle ? at(middle) : [0, 0];
          return (
            middle && (
              <path
                key={area.id}
                d={MARKS[area.cluster](x, y)}
                strokeWidth={1.5}
                className="pointer-events-none fill-foreground stroke-background"
              />
            )
          );
        })}
      </g>
    );
  },
  (one, other) => one.areas === other.areas && one.breaks === other.breaks && isSameView(one.view, other.view),
);

/** Triangles upwards and downwards. */
const MARKS = {
  hot: (x: number, y: number) => `M${x} ${y - 6}l6 10h-12z`,
  cold: (x: number, y: number) => `M${x} ${y + 6}l6-10h-12z`,
  none: () => "",
};

function Active({ area, view }: { area: ValuedArea | undefined; view: View }) {
  return (
    area && <path d={outlinePath(area, project(view))} fill="none" strokeWidth={2.5} className="pointer-events-none stroke-foreground" />
  );
}

function Legend({ unit, areas, breaks }: { unit: string; areas: ValuedArea[]; breaks: number[] }) {
  const least = Math.min(...areas.flatMap(({ value }) => value ?? []));
  const hasClusters = areas.some(({ cluster }) => cluster !== "none");
  return (
    <ul aria-label={unit} className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted tabular-nums">
      <li>{unit}</li>
      {breaks.map((end, at) => (
        <li key={end} className="inline-flex items-center gap-1.5">
          <span aria-hidden className={classes("h-3 w-5 rounded-xs border", STEP_COLOURS[at])} />
          {m.maps_class({ from: figure(breaks[at - 1] ?? least), to: figure(end) })}
        </li>
      ))}
      {areas.some(({ value }) => value === null) && (
        <li className="inline-flex items-center gap-1.5">
          <span aria-hidden className="h-3 w-5 rounded-xs bg-border" />
          {m.maps_no_value()}
        </li>
      )}
      {hasClusters && <li>{m.maps_cluster_marks()}</li>}
    </ul>
  );
}
