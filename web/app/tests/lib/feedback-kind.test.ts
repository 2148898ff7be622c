import { expect, test } from "vitest";

import { kindOf, ratingOf } from "@/lib/feedback-kind";

test("a kind is read as it is stored", () => {
  for (const kind of ["helpful", "not_helpful", "inaccurate"] as const) {
    expect(kindOf(ratingOf(kind))).toBe(kind);
  }
});

test("an inaccurate answer is a negative rating", () => {
  expect(ratingOf("inaccurate")).toEqual({ rating: "down", is_inaccurate: true });
  expect(ratingOf("not_helpful")).toEqual({ rating: "down", is_inaccurate: false });
});
