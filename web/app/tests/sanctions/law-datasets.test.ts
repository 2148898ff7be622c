import type { Capability } from "sisuiq-client";
import { expect, test } from "vitest";

import { describeLaw } from "@/sanctions/dataset/describe-law";
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

const ALWAYS = { is_custom: false, is_own: false };
const OWN = { is_custom: true, is_own: true };
const FOR_EVERYONE = { is_custom: true, is_own: false };

test("datasets that always exist are never deleted", () => {
  const manager = account("documents.write", "documents.manage");
  expect([ALWAYS, OWN, FOR_EVERYONE].map((dataset) => mayDelete(manager, dataset))).toEqual([false, true, true]);
});

test("only administrators add to datasets that are not their own", () => {
  const rights = (...capabilities: Capability[]) => [ALWAYS, OWN, FOR_EVERYONE].map((dataset) => mayAdd(account(...capabilities), dataset));
  expect(rights("documents.read")).toEqual([false, false, false]);
  expect(rights("documents.write")).toEqual([false, true, false]);
  expect(rights("documents.write", "documents.manage")).toEqual([true, true, true]);
});

test("an act is described by its language and its first and last day", () => {
  expect(describeLaw({ act: null, language: null, valid_from: null, valid_to: null })).toEqual([]);
  expect(describeLaw({})).toEqual([]);
  expect(describeLaw({ language: "en", valid_from: "2014-07-31" })).toEqual(["English", "from 31 Jul 2014"]);
  expect(describeLaw({ language: "fr", valid_to: "2015-01-01" })).toEqual(["French", "until 31 Dec 2014"]);
  expect(describeLaw({ language: "?", valid_from: "2014-07-31", valid_to: "2015-01-01" })).toEqual([
    "?",
    "from 31 Jul 2014 until 31 Dec 2014",
  ]);
});
