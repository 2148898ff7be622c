import { expect, test } from "vitest";

import { explainEmail } from "@/documents/explain-email";

import { apiError } from "../builders";

test("a wrong address gets an example", () => {
  const error = apiError(422, "some fields are invalid", [{ field: "email", message: "not a valid email: value is missing `@`" }]);
  expect(explainEmail(error)).toBe("Enter an e-mail address, such as grace@example.com.");
});

test("the limit of readers is explained", () => {
  const detail = "a document can be shared with at most 1000 accounts and addresses: share it with a group or a role instead";
  expect(explainEmail(apiError(409, detail))).toBe(
    "A document can be shared with at most 1000 accounts and addresses: share it with a group or a role instead.",
  );
});
