"use client";

import { memo, useMemo } from "react";

import { heatStep } from "@/charts/heat-step";
import { whole } from "@/lib/counts";
import * as m from "@/paraglide/messages";

import { clustersOf, heatCells } from "./clusters";
import { type Area, type Bounds, boundsOf, type Position } from "./geo";
import { MapFrame, type MapState } from "./map-frame";
import { type CellGrid, clusterText, type MapPoint, type PointMode, pointsAt } from "./map-points";
import { outlinePath } from "./outline-path";
import { PointsCanvas } from "./points-canvas";
import { LAYER_COLOURS } from "./shapes";
import { fit, isSameView, pixelsOf, project, type View } from "./view";

const FILLS = ["fill-heat-1", "fill-heat-2", "fill-heat-3", "fill-heat-4", "fill-heat-5"];
/** The sizes of cells in pixels. */
const CLUSTER = 56;
const HEAT = 14;
/** What arrow keys reach: places, because nobody steps through thousands of points. */
const PLACES = { width: 800, height: 480 };

interface Props {
  title: string;
  /** All points, by which the map has its extent. */
  points: MapPoint[];
  /** Only points of this time are shown; all of them if it is null. */
  time?: number | null;
  mode: PointMode;
  /** The heat of all rows, if the points are a sample of them. */
  grid?: CellGrid | null;
  /** Outlines below the points. */
  areas: Area[];
  /** The radii around the place that is pointed at, in kilometres. */
  circles?: number[];
}

/** Points on a map: each one, clusters of near ones, or how densely they lie. */
export function PointMap({ title, points: all, time = null, mode, grid = null, areas, circles = [] }: Props) {
  const bounds = useMemo(() => boundsFor(all, areas), [all, areas]);
  const points = useMemo(() => pointsAt(all, time), [all, time]);
  const items = useMemo(() => (bounds ? placesOf(points, bounds) : []), [points, bounds]);
  if (!bounds) {
    return null;
  }
  return (
    <MapFrame title={title} bounds={bounds} items={items}>
      {(state) => (
        <>
          <svg aria-hidden width={state.view.width} height={state.view.height} className="absolute inset-0">
            <Background areas={areas} view={state.view} />
            {mode === "heat" && (grid ? <Grid grid={grid} view={state.view} /> : <Heat points={points} view={state.view} />)}
          </svg>
          {mode === "points" &&
            LAYER_COLOURS.map((colour, layer) => <Layer key={colour} {...{ points, layer, colour }} view={state.view} />)}
          <svg aria-hidden width={state.view.width} height={state.view.height} className="absolute inset-0">
            {mode === "clusters" && <Clusters points={points} view={state.view} />}
            <Places items={items} state={state} circles={circles} />
          </svg>
        </>
      )}
    </MapFrame>
  );
}

function boundsFor(points: MapPoint[], areas: Area[]): Bounds | null {
  return boundsOf(points.length > 0 ? points.map(({ position }) => position) : areas.flatMap(({ polygons }) => polygons.flat(2)));
}

/** The places with points, those with most first. */
function placesOf(points: MapPoint[], bounds: Bounds) {
  const at = project(fit(bounds, PLACES.width, PLACES.height));
  return clustersOf(
    points.map(({ position }) => at(position)),
    CLUSTER,
  ).map(({ members }) => {
    const own = members.flatMap((index) => points[index] ?? []);
    const mean = (part: 0 | 1) => own.reduce((sum, { position }) => sum + position[part], 0) / own.length;
    return { position: [mean(0), mean(1)] as Position, text: clusterText(own) };
  });
}

const Background = memo(
  function Background({ areas, view }: { areas: Area[]; view: View }) {
    const at = project(view);
    return areas.map((area) => <path key={area.id} d={outlinePath(area, at)} className="fill-background stroke-border" />);
  },
  (one, other) => one.areas === other.areas && isSameView(one.view, other.view),
);

function Layer({ points, layer, ...rest }: { points: MapPoint[]; layer: number; colour: string; view: View }) {
  return points.some((point) => point.layer === layer) && <PointsCanvas points={points} layer={layer} {...rest} />;
}

function pixelsIn(points: MapPoint[], view: View): Position[] {
  const at = project(view);
  const pixels = points.map(({ position }) => at(position));
  return pixels.filter(([x, y]) => x > -CLUSTER && y > -CLUSTER && x < view.width + CLUSTER && y < view.height + CLUSTER);
}

interface PointsProps {
  points: MapPoint[];
  view: View;
}

const isSame = (one: PointsProps, other: PointsProps) => one.points === other.points && isSameView(one.view, other.view);

const Heat = memo(function Heat({ points, view }: PointsProps) {
  const cells = heatCells(pixelsIn(points, view), HEAT);
  const most = Math.max(...cells.map(({ count }) => count), 1);
  // the steps follow the square root, or one crowded cell would make all others look empty
  return cells.map(({ x, y, count }) => (
    <rect
      key={`${x} ${y}`}
      x={x}
      y={y}
      width={HEAT}
      height={HEAT}
      fillOpacity={0.85}
      className={FILLS[heatStep(Math.sqrt(count), 0, Math.sqrt(most))]}
    />
  ));
}, isSame);

const Grid = memo(
  function Grid({ grid, view }: { grid: CellGrid; view: View }) {
    const at = project(view);
    return grid.cells.map(({ row, column, count }) => {
      const corner = (up: number, right: number) =>
        at([grid.west + (column + right) * grid.longitude_step, grid.south + (row + up) * grid.latitude_step]);
      const [[left, top], [right, bottom]] = [corner(1, 0), corner(0, 1)];
      return (
        <rect
          key={`${row} ${column}`}
          x={left}
          y={top}
          width={right - left}
          height={bottom - top}
          fillOpacity={0.85}
          className={FILLS[heatStep(Math.sqrt(count), 0, Math.sqrt(grid.most))]}
        />
      );
    });
  },
  (one, other) => one.grid === other.grid && isSameView(one.view, other.view),
);

const Clusters = memo(function Clusters({ points, view }: PointsProps) {
  return clustersOf(pixelsIn(points, view), CLUSTER).map(({ x, y, members: { length } }) => (
    <g key={`${x} ${y}`}>
      <circle
        cx={x}
        cy={y}
        r={length === 1 ? 5 : Math.min(10 + Math.log2(length) * 2.5, CLUSTER / 2)}
        className="fill-primary stroke-background"
      />
      {length > 1 && (
        <text x={x} y={y} dy="0.35em" textAnchor="middle" className="fill-on-primary text-[11px] font-medium tabular-nums">
          {whole(length)}
        </text>
      )}
    </g>
  ));
}, isSame);

/** Invisible marks that are pointed at, the one that is shown, and the circles around it. */
function Places({
  items,
  state: { view, active, point },
  circles,
}: {
  items: { position: Position }[];
  state: MapState;
  circles: number[];
}) {
  const at = project(view);
  const shown = active === null ? undefined : items[active];
  const [x, y] = shown ? at(shown.position) : [0, 0];
  return (
    <g>
      {items.map(({ position }, index) => {
        const [left, top] = at(position);
        return (
          <circle
            key={index}
            cx={left}
            cy={top}
            r={20}
            fill="transparent"
            onPointerEnter={() => point(index)}
            onPointerDown={() => point(index)}
          />
        );
      })}
      {shown && (
        <g className="pointer-events-none stroke-foreground" fill="none">
          <circle cx={x} cy={y} r={9} strokeWidth={2} />
          {circles.map((kilometres) => {
            const radius = pixelsOf(kilometres, shown.position[1], view);
            return (
              <g key={kilometres}>
                <circle cx={x} cy={y} r={radius} strokeDasharray="6 4" />
                <text x={x} y={y - radius - 4} textAnchor="middle" stroke="none" className="fill-foreground text-[11px]">
                  {m.maps_kilometres({ number: kilometres })}
                </text>
              </g>
            );
          })}
        </g>
      )}
    </g>
  );
}
