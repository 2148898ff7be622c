import { expect, test } from "vitest";

import { describeDeletion } from "@/admin/groups/describe-deletion";

const of = (member_count: number, document_count: number) => describeDeletion({ name: "Grid planning", member_count, document_count });

test("members lose the documents", () => {
  expect(of(12, 3)).toBe("3 documents are no longer shared with the 12 members of “Grid planning”. The accounts of its members stay.");
  expect(of(1, 1)).toBe("1 document is no longer shared with the 1 member of “Grid planning”. The accounts of its members stay.");
});

test("without members nobody loses access", () => {
  expect(of(0, 2)).toBe("2 documents are no longer shared with “Grid planning”. It has no members.");
});

test("without documents nothing is shared", () => {
  expect(of(2, 0)).toBe("No document is shared with “Grid planning”. The accounts of its members stay.");
  expect(of(0, 0)).toBe("No document is shared with “Grid planning”. It has no members.");
});
