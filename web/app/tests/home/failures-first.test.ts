import type { DocumentOut } from "sisuiq-client";
import { expect, test } from "vitest";

import { failuresFirst } from "@/home/failures-first";

function document(id: string, changes: Partial<DocumentOut> = {}): DocumentOut {
  return {
    id,
    name: `${id}.pdf`,
    type: "report",
    source: "other",
    access: "owner",
    may_be_managed: true,
    version: 1,
    status: "ready",
    progress: 100,
    chunks: 1,
    pages_without_text: [],
    pages_read_by_ocr: [],
    created_at: "2026-11-28T10:00:00Z",
    updated_at: "2026-11-28T10:00:00Z",
    ...changes,
  };
}

const failed = (id: string, may_be_managed = true) => document(id, { status: "failed", may_be_managed });
const ids = (documents: DocumentOut[]) => documents.map(({ id }) => id);

test("own failures stand before newer documents", () => {
  expect(ids(failuresFirst([document("a"), document("b")], [failed("c")], 5))).toEqual(["c", "a", "b"]);
});

test("a failure among the newest is listed once", () => {
  expect(ids(failuresFirst([document("a"), failed("b")], [failed("b")], 5))).toEqual(["b", "a"]);
});

test("failures of others stay in their place", () => {
  expect(ids(failuresFirst([document("a"), failed("b", false)], [failed("b", false)], 5))).toEqual(["a", "b"]);
});

test("many failures leave room for new documents", () => {
  const newest = ["a", "b", "c", "d"].map((id) => document(id));
  expect(ids(failuresFirst(newest, [failed("x"), failed("y"), failed("z")], 5))).toEqual(["x", "y", "a", "b", "c"]);
});
