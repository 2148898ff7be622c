import { expect, test } from "vitest";

import { clustersOf, heatCells } from "@/maps/clusters";
import { boundsOf, middleOf, type Position, polygonsOf } from "@/maps/geo";
import { outlinePath } from "@/maps/outline-path";
import { breaksOf, classOf } from "@/maps/quantiles";
import { centred, fit, isInside, panned, pinched, pixelsOf, project, zoomed } from "@/maps/view";

const DAEGU = { south: 35.6, west: 128.35, north: 36.02, east: 128.76 };
const VIEW = fit(DAEGU, 800, 500);
const near = (one: Position, other: Position) => {
  expect(one[0]).toBeCloseTo(other[0], 6);
  expect(one[1]).toBeCloseTo(other[1], 6);
};

test("all corners of the bounds are on the map, north above", () => {
  const at = project(VIEW);
  const corners: Position[] = [
    [DAEGU.west, DAEGU.south],
    [DAEGU.east, DAEGU.north],
  ];
  expect(corners.every((corner) => isInside(at(corner), VIEW))).toBe(true);
  expect(at([DAEGU.west, DAEGU.north])[1]).toBeLessThan(at([DAEGU.west, DAEGU.south])[1]);
});

test("a single point has a view", () => {
  const view = fit({ south: 35.8, west: 128.6, north: 35.8, east: 128.6 }, 400, 300);
  near(project(view)([128.6, 35.8]), [200, 150]);
  expect(Number.isFinite(view.scale)).toBe(true);
});

test("zooming leaves the place under the pointer", () => {
  const place: Position = [128.5, 35.9];
  const pixel = project(VIEW)(place);
  near(project(zoomed(VIEW, 2.5, pixel))(place), pixel);
});

test("moving by pixels moves every place", () => {
  const [x, y] = project(VIEW)([128.6, 35.8]);
  near(project(panned(VIEW, 30, -20))([128.6, 35.8]), [x + 30, y - 20]);
  near(project(centred(VIEW, [128.6, 35.8]))([128.6, 35.8]), [400, 250]);
});

test("a kilometre has the same pixels in both directions", () => {
  const at = project(VIEW);
  const pixels = pixelsOf(1, 35.8, VIEW);
  const degree = (6_371 * Math.PI) / 180;
  expect(at([128.6, 35.8])[1] - at([128.6, 35.8 + 1 / degree])[1]).toBeCloseTo(pixels, 1);
  expect(at([128.6 + 1 / (degree * Math.cos((35.8 * Math.PI) / 180)), 35.8])[0] - at([128.6, 35.8])[0]).toBeCloseTo(pixels, 6);
});

test("every point is in one cluster, the largest first", () => {
  const pixels: Position[] = [
    [1, 1],
    [45, 3],
    [3, 5],
    [2, 3],
    [-1, 1],
  ];
  expect(clustersOf(pixels, 40)).toEqual([
    { x: 2, y: 3, members: [0, 2, 3] },
    { x: 45, y: 3, members: [1] },
    { x: -1, y: 1, members: [4] },
  ]);
  expect(heatCells(pixels, 40).map(({ x, y, count }) => [x, y, count])).toEqual([
    [0, 0, 3],
    [40, 0, 1],
    [-40, 0, 1],
  ]);
});

test("15,000 points are clustered in less than a second", () => {
  const pixels = Array.from({ length: 15_000 }, (_, at): Position => [(at * 7_919) % 800, (at * 104_729) % 500]);
  const begun = performance.now();
  expect(clustersOf(pixels, 48).reduce((sum, { members }) => sum + members.length, 0)).toBe(15_000);
  expect(heatCells(pixels, 12).reduce((sum, { count }) => sum + count, 0)).toBe(15_000);
  expect(performance.now() - begun).toBeLessThan(1_000);
});

test("outlines leave out what cannot be seen", () => {
  const ring: Position[] = [
    [0, 0],
    [0.1, 0.1],
    [10, 0],
    [10, 10],
  ];
  expect(outlinePath({ polygons: [[ring]] }, (position) => position)).toBe("M0.0 0.0L10.0 0.0L10.0 10.0Z");
  expect(outlinePath({ polygons: [] }, (position) => position)).toBe("");
});

test("the mark of an area is in its largest part", () => {
  const square = (from: number, size: number): Position[] => [
    [from, from],
    [from + size, from],
    [from + size, from + size],
  ];
  expect(middleOf({ polygons: [[square(0, 1)], [square(10, 4)]] })).toEqual([12, 12]);
  expect([middleOf({ polygons: [] }), boundsOf([])]).toEqual([null, null]);
});

test("points have no polygons", () => {
  expect(polygonsOf({ type: "Point", coordinates: [1, 2] })).toEqual([]);
  expect(polygonsOf({ type: "Polygon", coordinates: [[[1, 2]]] })).toEqual([[[[1, 2]]]]);
});

test("equal values are in one class", () => {
  const breaks = breaksOf([0, 0, 0, 0, 0, 0, 5, 9], 4);
  expect(breaks).toEqual([0, 9]);
  expect([0, 5, 9, 20].map((value) => classOf(value, breaks))).toEqual([0, 1, 1, 1]);
  expect(breaksOf([1, 2, 3, 4, 5], 5)).toEqual([1, 2, 3, 4, 5]);
  expect(breaksOf([], 5)).toEqual([]);
});

test("two fingers zoom around what is between them", () => {
  const at = (view: typeof VIEW) => project(view)([128.5, 35.9]);
  const [x, y] = at(VIEW);
  const fingers: [Position, Position] = [
    [x - 50, y],
    [x + 50, y],
  ];
  const apart = pinched(VIEW, fingers, [
    [x - 100, y],
    [x + 100, y],
  ]);
  expect(apart.scale).toBeCloseTo(VIEW.scale * 2, 6);
  near(at(apart), [x, y]);
  const moved = pinched(VIEW, fingers, [
    [x - 30, y + 10],
    [x + 70, y + 10],
  ]);
  expect(moved.scale).toBeCloseTo(VIEW.scale, 6);
  near(at(moved), [x + 20, y + 10]);
});
