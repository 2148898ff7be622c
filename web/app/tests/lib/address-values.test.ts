import { expect, test } from "vitest";

import { isId } from "@/lib/is-id";
import { wholeNumber } from "@/lib/whole-number";

test("an ID is a UUID", () => {
  expect(isId("0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11")).toBe(true);
  for (const text of ["", ".", "..", "shares", "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11/file", " 0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11"]) {
    expect(isId(text), text).toBe(false);
  }
});

test("a page number is a whole number from 1", () => {
  expect(wholeNumber("12")).toBe(12);
  for (const text of [null, "", "0", "-1", "2.5", "1e3", "two", "12345678901"]) {
    expect(wholeNumber(text), String(text)).toBeNull();
  }
});
