import { expect, test } from "vitest";

import { dayRange } from "@/lists/day-range";

test.each(["", "2026", "2026-11", "yesterday"])("%j sets no limit", (day) => {
  expect(dayRange(day, day)).toEqual({ from: "", until: "" });
});

test("the last day is included", () => {
  expect(dayRange("2026-11-26", "2026-11-30")).toEqual({ from: "2026-11-26T00:00:00.000Z", until: "2026-12-01T00:00:00.000Z" });
});
