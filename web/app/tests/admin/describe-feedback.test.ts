import { expect, test } from "vitest";

import { answerNoteOf, describeSource } from "@/admin/feedback/describe-feedback";

test("a hidden document is not named", () => {
  const hidden = "A document that was deleted or that you have no access to";
  expect(describeSource({ number: 1, document_name: null, page: null })).toBe(hidden);
  expect(describeSource({ number: 1 })).toBe(hidden);
  expect(describeSource({ number: 2, document_name: "plan.pdf", page: 3 })).toBe("plan.pdf, page 3");
});

test("a rated answer has the badge that its user sees", () => {
  const sources = [{ number: 1, document_name: "plan.pdf", page: 3 }];
  const label = (changed: object) =>
    answerNoteOf({ support: "full", grounding: 1, sources, abstained: false, stopped: false, ...changed })?.label;
  expect(label({})).toBe("Answers the question");
  expect(label({ abstained: true })).toBe("Not answered");
  expect(label({ support: "near" })).toBe("Related passages only");
  expect(label({ support: null })).toBeUndefined();
  expect(label({ grounding: 0.5 })).toBeUndefined();
  expect(label({ stopped: true })).toBeUndefined();
  expect(label({ sources: [] })).toBeUndefined();
});
