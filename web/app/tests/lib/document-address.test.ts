import { expect, test } from "vitest";

import { documentAddress } from "@/lib/document-address";

test("a document has an address", () => {
  expect(documentAddress("d1")).toBe("/documents/document/?id=d1");
});

test("a page and a version are part of the address", () => {
  expect(documentAddress("d1", { page: 12 })).toBe("/documents/document/?id=d1&page=12");
  expect(documentAddress("d1", { page: 12, version: 3 })).toBe("/documents/document/?id=d1&page=12&version=3");
  expect(documentAddress("d1", { version: 3 })).toBe("/documents/document/?id=d1&version=3");
});

test("an ID is escaped", () => {
  expect(documentAddress("a&page=2")).toBe("/documents/document/?id=a%26page%3D2");
});

test("the list that the document was opened from", () => {
  expect(documentAddress("d1", { version: 3, isFromAdministration: true })).toBe("/documents/document/?id=d1&version=3&from=admin");
  expect(documentAddress("d1", { isFromAdministration: false })).toBe("/documents/document/?id=d1");
});
