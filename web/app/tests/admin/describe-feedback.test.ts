import { expect, test } from "vitest";

import { describeSource, describeSupport } from "@/admin/feedback/describe-feedback";

test("a hidden document is not named", () => {
  const hidden = "A document that was deleted or that you have no access to";
  expect(describeSource({ number: 1, document_name: null, page: null })).toBe(hidden);
  expect(describeSource({ number: 1 })).toBe(hidden);
  expect(describeSource({ number: 2, document_name: "plan.pdf", page: 3 })).toBe("plan.pdf, page 3");
});

test("a declined answer is never supported", () => {
  expect(describeSupport({ abstained: true, support: "full" })).toBe("Not in the documents");
  expect(describeSupport({ abstained: false, support: "none" })).toBe("Not in the documents");
  expect(describeSupport({ abstained: false, support: "near" })).toBe("Related passages only");
  expect(describeSupport({ abstained: false, support: "full" })).toBe("Supported");
  expect(describeSupport({ abstained: false, support: null })).toBeNull();
});
