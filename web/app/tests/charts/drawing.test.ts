import { expect, test } from "vitest";

import type { Drawing } from "@/charts/drawing/drawing";
import { layoutOf } from "@/charts/drawing/layout";
import { nearest, valuesOf } from "@/charts/drawing/values";

const BOX = { lower_whisker: 0, q1: 1, median: 2, q3: 3, upper_whisker: 4, mean: 2.1, below: 0, above: 2, outliers: [9, 12] };

const HISTOGRAM: Drawing = {
  x: { label: "나이", scale: "linear", measure: "value" },
  y: { label: "Rows", scale: "linear", measure: "count" },
  series: [
    { type: "bins", name: "A", edges: [0, 4, 8, 12], counts: [2, 8, 1] },
    { type: "bins", name: "B", edges: [0, 4, 8, 12], counts: [3, 0, 4] },
    { type: "box", name: "A", is_marginal: true, ...BOX },
  ],
};

const texts = (drawing: Drawing) => valuesOf(drawing, layoutOf(drawing, 600)).map(({ text }) => text);

test("bins of two series are read together", () => {
  expect(texts(HISTOGRAM)).toEqual(["0 to 4 · A: 2 · B: 3", "4 to 8 · A: 8 · B: 0", "8 to 12 · A: 1 · B: 4"]);
});

test("counts start at zero and all edges are inside", () => {
  const { x, y, left, right, bottom, top, marginal } = layoutOf(HISTOGRAM, 600);
  expect(y.at(0)).toBe(bottom);
  expect(y.at(8)).toBeGreaterThanOrEqual(top);
  expect([x.at(0) >= left, x.at(12) <= right]).toEqual([true, true]);
  expect(marginal).toBeLessThan(top);
});

test("categories are read with the means of the second axis", () => {
  const drawing: Drawing = {
    x: { label: "", scale: "category", measure: "category", categories: ["Mon", "Tue", "Wed"] },
    y: { label: "Rows", scale: "linear", measure: "count" },
    y2: { label: "Mean", scale: "linear", measure: "mean" },
    series: [
      { type: "bars", name: "Rows", counts: [4, 0, 2] },
      { type: "line", name: "Mean", is_second: true, y: [1.5, null, 2.25] },
    ],
  };
  expect(texts(drawing)).toEqual(["Mon · Rows: 4 · Mean: 1.5", "Tue · Rows: 0", "Wed · Rows: 2 · Mean: 2.25"]);
});

test("a box plot is read from its lower whisker up", () => {
  const drawing: Drawing = {
    x: { label: "", scale: "category", measure: "category", categories: ["n"] },
    y: { label: "n", scale: "linear", measure: "value" },
    series: [{ type: "box", name: "n", ...BOX }],
  };
  expect(texts(drawing)).toEqual([
    "Lower whisker 0 · outliers below: 0",
    "First quartile 1",
    "Median 2",
    "Mean 2.1",
    "Third quartile 3",
    "Upper whisker 4 · outliers above: 2",
  ]);
});

test("the nearest point is found in both directions", () => {
  const drawing: Drawing = {
    x: { label: "a", scale: "linear", measure: "value" },
    y: { label: "b", scale: "linear", measure: "value" },
    series: [{ type: "points", name: "", x: [5, 1, 1], y: [5, 1, 9], rows: [0, 1, 2] }],
  };
  const layout = layoutOf(drawing, 500);
  const values = valuesOf(drawing, layout);
  expect(values.map(({ text }) => text)).toEqual(["a 1 · b 9 (row 3)", "a 1 · b 1 (row 2)", "a 5 · b 5 (row 1)"]);
  expect(nearest(values, layout.x.at(1), layout.y.at(1.2))).toBe(1);
  expect(nearest([], 0, 0)).toBeNull();
});

test("a drawing without values has axes", () => {
  const { y } = layoutOf({ ...HISTOGRAM, series: [] }, 300);
  expect(y.ticks.every(({ at }) => Number.isFinite(at))).toBe(true);
});
