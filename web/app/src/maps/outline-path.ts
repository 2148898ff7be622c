import type { Area, Position } from "./geo";

/** The path of an area for SVG. Points that are less than half a pixel from the one before are left out. */
export function outlinePath({ polygons }: Pick<Area, "polygons">, project: (position: Position) => Position): string {
  return polygons.flatMap((rings) => rings.map((ring) => ringPath(ring.map(project)))).join("");
}

function ringPath(pixels: Position[]): string {
  let [lastX, lastY] = [Number.NaN, Number.NaN];
  let path = "";
  for (const [x, y] of pixels) {
    if (Math.abs(x - lastX) < 0.5 && Math.abs(y - lastY) < 0.5) {
      continue;
    }
    path += `${path === "" ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`;
    [lastX, lastY] = [x, y];
  }
  return path === "" ? "" : `${path}Z`;
}
