import { expect, test } from "vitest";

import { isSearchable, queryOf } from "@/search/query";

test.each(["ab", "2028", "전", "電", "é"])("%s is searchable", (text) => {
  expect(isSearchable(text)).toBe(true);
});

test.each(["", "a", "7"])("'%s' is too short", (text) => {
  expect(isSearchable(text)).toBe(false);
});

test("an empty field asks for recent conversations at once", () => {
  expect(queryOf("", "plan")).toBe("");
});

test("the API is asked after a pause", () => {
  expect(queryOf("pl", "")).toBeNull();
  expect(queryOf("pl", "p")).toBeNull();
  expect(queryOf("plan", "pl")).toBe("pl");
  expect(queryOf("plan", "plan")).toBe("plan");
});

test("a field with one letter asks for nothing", () => {
  expect(queryOf("p", "p")).toBeNull();
  expect(queryOf("p", "plan")).toBeNull();
});
