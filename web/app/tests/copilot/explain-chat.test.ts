import { expect, test } from "vitest";

import { explainChat, isForbidden } from "@/copilot/explain-chat";

import { apiError } from "../builders";

test("an account without access gets advice", () => {
  const error = apiError(403, "you are not allowed to do this");
  expect(explainChat(error)).toBe("Your account cannot use the copilot. Ask an administrator for access.");
  expect(isForbidden(error)).toBe(true);
});

test("a deleted conversation is named", () => {
  expect(explainChat(apiError(404, "there is no such session"))).toBe("This conversation was deleted. Start a new one.");
});

test("other errors are explained as everywhere", () => {
  expect(explainChat(apiError(404, "there is no such answer"))).toBe("There is no such answer.");
  expect(isForbidden(new TypeError("failed to fetch"))).toBe(false);
});
