import { expect, test } from "vitest";

import { lastPage } from "@/lists/last-page";

test.each([
  [0, 1],
  [1, 1],
  [25, 1],
  [26, 2],
  [316, 13],
])("%i rows have %i pages", (count, pages) => {
  expect(lastPage(count)).toBe(pages);
});
