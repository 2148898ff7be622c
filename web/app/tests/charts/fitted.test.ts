import { expect, test } from "vitest";

import { fitted } from "@/charts/fitted";

test("long labels are cut, those of Korean letters earlier", () => {
  expect(fitted("차대사람", 200)).toBe("차대사람");
  expect(fitted("abcdefgh", 30)).toBe("abcd…");
  expect(fitted("차대사람", 30)).toBe("차대…");
});
