import { expect, test } from "vitest";

import { RATING_CHOICES, ratingFilters } from "@/admin/feedback/rating-filter";

test("each choice of the filter asks for other ratings", () => {
  expect(RATING_CHOICES.map(({ value }) => ratingFilters(value))).toEqual([
    { rating: "up" },
    { rating: "down", is_inaccurate: "false" },
    { is_inaccurate: "true" },
  ]);
});

test("no choice and an unknown one are left to the API", () => {
  expect(ratingFilters("")).toEqual({ rating: "" });
  expect(ratingFilters("sideways")).toEqual({ rating: "sideways" });
});
