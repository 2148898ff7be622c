import { expect, test } from "vitest";

import { explainChat, isForbidden, isGone, isMissing } from "@/chat/explain-chat";

import { apiError } from "../builders";

test("an account without access gets advice", () => {
  const error = apiError(403, "you are not allowed to do this");
  expect(explainChat(error)).toBe("Your account cannot ask questions. Ask an administrator for access.");
  expect(isForbidden(error)).toBe(true);
});

test("a conversation of somebody else is named like a deleted one", () => {
  for (const error of [apiError(404, "session not found"), apiError(400, "id is not a UUID")]) {
    expect(explainChat(error)).toBe("This conversation was deleted, or it is not shared with you.");
    expect(isMissing(error)).toBe(true);
  }
});

test("only a missing conversation is gone", () => {
  expect(isGone(apiError(404, "session not found"))).toBe(true);
  expect(isGone(apiError(404, "answer not found"))).toBe(false);
  expect(isGone(apiError(400, "message is empty"))).toBe(false);
  expect(isGone(new TypeError("failed to fetch"))).toBe(false);
});

test("other errors are explained as everywhere", () => {
  expect(explainChat(apiError(404, "answer not found"))).toBe("Answer not found.");
  expect(isForbidden(new TypeError("failed to fetch"))).toBe(false);
});
