import { FileText } from "lucide-react";
import { expect, test } from "vitest";

import { CONVERSATIONS } from "@/search/conversations";
import { describeResults } from "@/search/describe-results";
import { DOCUMENTS } from "@/search/documents";
import { optionsOf } from "@/search/use-source";

const OPTION = { key: "document:1", title: "plan.pdf", icon: FileText, target: { address: "/documents/" } };
const OUTCOME = { typed: "plan", isBusy: false, hasSources: true, results: 0, failed: [] };

test("more results lead to their list", () => {
  expect(optionsOf(DOCUMENTS, "plan", { options: [OPTION], count: 7 })).toEqual([
    OPTION,
    expect.objectContaining({ key: "documents:all", title: "Show all 7 documents", target: { address: "/documents/?q=plan" } }),
  ]);
  expect(optionsOf(DOCUMENTS, "plan", { options: [OPTION], count: 1 })).toEqual([OPTION]);
  expect(optionsOf(DOCUMENTS, "plan", undefined)).toEqual([]);
});

test("conversations have no list of their own", () => {
  expect(optionsOf(CONVERSATIONS, "plan", { options: [OPTION], count: 7 })).toEqual([OPTION]);
});

test("the number of results is announced", () => {
  expect(describeResults({ ...OUTCOME, results: 1 })).toBe("1 result.");
  expect(describeResults({ ...OUTCOME, results: 12 })).toBe("12 results.");
  expect(describeResults(OUTCOME)).toBe("No results for “plan”.");
});

test("a search in progress is announced", () => {
  expect(describeResults({ ...OUTCOME, isBusy: true, results: 3 })).toBe("Searching…");
  expect(describeResults({ ...OUTCOME, isBusy: true, typed: "" })).toBe("Loading…");
});

test("a failed group is not taken for one without results", () => {
  expect(describeResults({ ...OUTCOME, failed: ["Documents"] })).toBe("Documents could not be searched.");
  expect(describeResults({ ...OUTCOME, results: 2, failed: ["Documents"] })).toBe("2 results. Documents could not be searched.");
  expect(describeResults({ ...OUTCOME, typed: "", failed: ["Recent conversations"] })).toBe("Recent conversations could not be searched.");
});

test("one letter asks for another", () => {
  expect(describeResults({ ...OUTCOME, typed: "p", results: 2 })).toBe("2 results. Type one more character to search everything.");
  expect(describeResults({ ...OUTCOME, typed: "p", hasSources: false })).toBe("No results for “p”.");
  expect(describeResults({ ...OUTCOME, typed: "전" })).toBe("No results for “전”.");
});
