import type { Position } from "./geo";

/** Points that are near to each other on the screen. */
export interface PixelCluster {
  /** The mean of its points, in pixels. */
  x: number;
  y: number;
  /** The indices of its points. */
  members: number[];
}

/** Points by the square cells of a grid, those with most points first. Each point is in one cluster. */
export function clustersOf(pixels: Position[], cell: number): PixelCluster[] {
  const cells = new Map<string, { x: number; y: number; members: number[] }>();
  for (const [index, [x, y]] of pixels.entries()) {
    const key = `${Math.floor(x / cell)} ${Math.floor(y / cell)}`;
    const found = cells.get(key) ?? { x: 0, y: 0, members: [] };
    found.x += x;
    found.y += y;
    found.members.push(index);
    cells.set(key, found);
  }
  const mean = ({ x, y, members }: PixelCluster) => ({ x: x / members.length, y: y / members.length, members });
  return [...cells.values()].map(mean).sort((one, other) => other.members.length - one.members.length);
}

/** A cell with at least one point. */
export interface PixelCell {
  x: number;
  y: number;
  count: number;
}

/** The numbers of points of square cells, as a heat map shows them. */
export function heatCells(pixels: Position[], cell: number): PixelCell[] {
  const corner = (value: number) => Math.floor(value / cell) * cell;
  const cells = new Map<string, PixelCell>();
  for (const [left, top] of pixels) {
    const [x, y] = [corner(left), corner(top)];
    const key = `${x} ${y}`;
    const found = cells.get(key) ?? { x, y, count: 0 };
    found.count += 1;
    cells.set(key, found);
  }
  return [...cells.values()];
}
