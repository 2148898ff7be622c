import { expect, test } from "vitest";

import { moved } from "@/charts/explore";

test.each([
  ["ArrowRight", null, 0],
  ["ArrowLeft", null, 9],
  ["ArrowRight", 9, 9],
  ["ArrowLeft", 0, 0],
  ["ArrowDown", 1, 6],
  ["ArrowUp", 1, 1],
  ["Home", 7, 0],
  ["End", null, 9],
  ["Escape", 3, null],
  ["Escape", null, undefined],
  ["Tab", 3, undefined],
])("%s from %s leads to %s in two rows of five", (key, from, to) => {
  expect(moved(key, from, 10, 5)).toBe(to);
});

test("a chart without values takes no keys", () => {
  expect(moved("ArrowRight", null, 0, 1)).toBeUndefined();
});
