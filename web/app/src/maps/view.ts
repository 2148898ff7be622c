import type { Bounds, Position } from "./geo";

/** What a map shows: the place in its middle, and how many pixels a radian has. The projection is Mercator's, so that angles are right. */
export interface View {
  width: number;
  height: number;
  x: number;
  y: number;
  scale: number;
}

/** The mean radius of the earth in kilometres. */
const RADIUS = 6_371;
/** The share of the map around what it has to show. */
const MARGIN = 0.92;
/** The least extent in radians, about 600 m: a single point needs something around it. */
const LEAST = 1e-4;

const radians = (degrees: number) => (degrees * Math.PI) / 180;
const mercator = ([longitude, latitude]: Position): Position => [
  radians(longitude),
  -Math.log(Math.tan(Math.PI / 4 + radians(latitude) / 2)),
];

/** The view that shows these bounds. */
export function fit({ south, west, north, east }: Bounds, width: number, height: number): View {
  const [left, bottom] = mercator([west, south]);
  const [right, top] = mercator([east, north]);
  const scale = Math.min(width / Math.max(right - left, LEAST), height / Math.max(bottom - top, LEAST)) * MARGIN;
  return { width, height, x: (left + right) / 2, y: (top + bottom) / 2, scale };
}

/** Where a position is on the map, in pixels. */
export function project({ width, height, x, y, scale }: View): (position: Position) => Position {
  return (position) => {
    const [left, top] = mercator(position);
    return [(left - x) * scale + width / 2, (top - y) * scale + height / 2];
  };
}

/** The view with a factor more pixels a radian, in which the place at `pixel` stays where it is. */
export function zoomed(view: View, factor: number, pixel: Position = [view.width / 2, view.height / 2]): View {
  const scale = view.scale * factor;
  const shift = (at: number, size: number) => (at - size / 2) * (1 / view.scale - 1 / scale);
  return { ...view, scale, x: view.x + shift(pixel[0], view.width), y: view.y + shift(pixel[1], view.height) };
}

/** The view moved by pixels. */
export function panned(view: View, right: number, down: number): View {
  return { ...view, x: view.x - right / view.scale, y: view.y - down / view.scale };
}

/** The view after two fingers moved from two pixels to others: what was between them stays there. */
export function pinched(view: View, [first, second]: [Position, Position], [newFirst, newSecond]: [Position, Position]): View {
  const distance = (one: Position, other: Position) => Math.max(Math.hypot(one[0] - other[0], one[1] - other[1]), 1);
  const middle = (one: Position, other: Position): Position => [(one[0] + other[0]) / 2, (one[1] + other[1]) / 2];
  const [from, to] = [middle(first, second), middle(newFirst, newSecond)];
  return zoomed(panned(view, to[0] - from[0], to[1] - from[1]), distance(newFirst, newSecond) / distance(first, second), to);
}

/** Whether two views show the same. */
export function isSameView(one: View, other: View): boolean {
  return one.x === other.x && one.y === other.y && one.scale === other.scale && one.width === other.width && one.height === other.height;
}

/** The view with a position in its middle. */
export function centred(view: View, position: Position): View {
  const [x, y] = mercator(position);
  return { ...view, x, y };
}

/** The pixels of a distance at a latitude. */
export function pixelsOf(kilometres: number, latitude: number, { scale }: View): number {
  return ((kilometres / RADIUS) * scale) / Math.cos(radians(latitude));
}

/** Whether a pixel is on the map. */
export function isInside([left, top]: Position, { width, height }: View): boolean {
  return left >= 0 && top >= 0 && left <= width && top <= height;
}
