import { expect, test } from "vitest";

import { matches } from "@/search/matches";

test("every word begins a word of the text", () => {
  expect(matches("Audit log Administration", "aud")).toBe(true);
  expect(matches("Audit log Administration", "  LOG   admin ")).toBe(true);
  expect(matches("Audit log Administration", "audit users")).toBe(false);
});

test("the middle of a word does not match", () => {
  expect(matches("Upload a table", "load")).toBe(false);
});

test("an empty query matches everything", () => {
  expect(matches("Users", "")).toBe(true);
});
