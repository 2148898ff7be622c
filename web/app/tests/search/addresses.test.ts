import { expect, test } from "vitest";

import { documentAddress } from "@/lib/document-address";
import { listAddress } from "@/search/list-address";
import { tableAddress } from "@/tables/address";

const ID = "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11";

test("a list has the query in its address", () => {
  expect(listAddress("/documents/", "losses & gains")).toBe("/documents/?q=losses+%26+gains");
});

test("a document has an address", () => {
  expect(documentAddress(ID)).toBe(`/documents/document/?id=${ID}`);
  expect(documentAddress("a&b")).toBe("/documents/document/?id=a%26b");
});

test("a table has an address", () => {
  expect(tableAddress(ID)).toBe(`/tables/?table=${ID}`);
});
