import { expect, test } from "vitest";

import { heatStep } from "@/charts/heat-step";
import { linear, rounded, ticks } from "@/charts/scale";

test.each([
  [0, 10, 5, [0, 2, 4, 6, 8, 10]],
  [0, 1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]],
  [0.03, 0.31, 3, [0, 0.1, 0.2, 0.3, 0.4]],
  [-7, 8, 3, [-10, -5, 0, 5, 10]],
  [0, 3_594, 4, [0, 1000, 2000, 3000, 4000]],
  [2.5, 2.5, 4, [2.5]],
])("ticks from %d to %d are round and cover them", (from, to, count, expected) => {
  expect(ticks(from, to, count)).toEqual(expected);
});

test("a domain without extent is widened", () => {
  expect(rounded(7, 7, 4)).toEqual({ domain: [7, 8], marks: [7] });
});

test("a scale places its ends", () => {
  const at = linear([10, 20], [300, 100]);
  expect([at(10), at(15), at(20)]).toEqual([300, 200, 100]);
  expect(linear([5, 5], [3, 9])(5)).toBe(3);
});

test("the greatest value has the last step, equal values the first", () => {
  expect([0, 1, 4, 5].map((value) => heatStep(value, 0, 5))).toEqual([0, 1, 4, 4]);
  expect(heatStep(2, 2, 2)).toBe(0);
});
