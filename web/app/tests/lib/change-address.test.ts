import { expect, test } from "vitest";

import { addressWith } from "@/lib/change-address";

test("parameters are added, replaced and removed", () => {
  expect(addressWith("/tables/", "", { table: "t1" })).toBe("/tables/?table=t1");
  expect(addressWith("/tables/", "?q=a&table=t1", { table: "t2" })).toBe("/tables/?q=a&table=t2");
  expect(addressWith("/tables/", "?q=a&table=t1", { table: null })).toBe("/tables/?q=a");
  expect(addressWith("/tables/", "?table=t1", { table: null })).toBe("/tables/");
});

test("values are escaped", () => {
  expect(addressWith("/", "", { id: "a&b=c" })).toBe("/?id=a%26b%3Dc");
});
