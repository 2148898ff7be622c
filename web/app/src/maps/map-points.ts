import * as m from "@/paraglide/messages";

import type { Position } from "./geo";

/** A point of a map. */
export interface MapPoint {
  position: Position;
  /** The place of its table among those on the map. */
  layer: number;
  /** The number of its time; null if it is not known. */
  time: number | null;
  /** What is read out. */
  text: string;
}

/** The numbers of points of cells, counted by the API over all rows. */
export interface CellGrid {
  south: number;
  west: number;
  latitude_step: number;
  longitude_step: number;
  most: number;
  cells: { row: number; column: number; count: number }[];
}

export type PointMode = "points" | "clusters" | "heat";

/** The points of a time; all of them without one. */
export function pointsAt(points: MapPoint[], time: number | null): MapPoint[] {
  return time === null ? points : points.filter((point) => point.time === time);
}

/** The text of points that are near to each other. */
export function clusterText(members: MapPoint[]): string {
  const [first] = members;
  return members.length === 1 && first ? first.text : m.maps_cluster({ count: members.length });
}
