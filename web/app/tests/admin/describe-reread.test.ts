import { expect, test } from "vitest";

import { describeReread } from "@/admin/jobs/describe-reread";

test("failed reading keeps the earlier text", () => {
  expect(describeReread({ reason: "newer_reader", status: "failed", progress: 100 })).toBe(
    "The text extraction was improved, but the document could not be read again. The earlier text stays in use.",
  );
});

test("progress and reason are shown", () => {
  expect(describeReread({ reason: "newer_reader", status: "waiting", progress: 0 })).toBe(
    "The text extraction was improved: waits to be read again (0% done).",
  );
  expect(describeReread({ reason: "requested", status: "running", progress: 40 })).toBe(
    "Reindexing was requested: being read again (40% done).",
  );
});
