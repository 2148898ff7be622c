import type { Capability } from "sisuiq-client";
import { expect, test } from "vitest";

import { mayAdd, mayDelete } from "@/sanctions/datasets/dataset-rights";
import { previewName } from "@/sanctions/datasets/preview-name";
import type { Account } from "@/session/account";

const account = (...capabilities: Capability[]) => ({ capabilities }) as Account;

test.each([
  ["Export rules 2026!", "Export-rules-2026"],
  ["_a.b/c_", "a-b-c"],
  ["  EU-Sanctions  ", "EU-Sanctions"],
  ["a".repeat(70), "a".repeat(60)],
  [`${"a".repeat(59)}-b`, "a".repeat(59)],
  ["é€", null],
  ["ab", null],
])("%s is stored as %s", (typed, stored) => {
  expect(previewName(typed)).toBe(stored);
});

test("datasets that always exist are never deleted", () => {
  const manager = account("documents.write", "documents.manage");
  expect([{ is_custom: false }, { is_custom: true }].map((dataset) => mayDelete(manager, dataset))).toEqual([false, true]);
});

test("only administrators add to datasets that always exist", () => {
  const dataset = { is_custom: false };
  expect(mayAdd(account("documents.write"), dataset)).toBe(false);
  expect(mayAdd(account("documents.write", "documents.manage"), dataset)).toBe(true);
  expect(mayAdd(account("documents.read"), { is_custom: true })).toBe(false);
  expect(mayAdd(account("documents.write"), { is_custom: true })).toBe(true);
});
