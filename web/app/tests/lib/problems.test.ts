import { describe, expect, test } from "vitest";

import { explain, explainAt, isInvalid } from "@/lib/problems";

import { apiError, bareError } from "../builders";

const ofField = (field: string, message: string) => explain(apiError(422, "some fields are wrong", [{ field, message }]));

describe("without a problem", () => {
  test("a broken connection is explained", () => {
    expect(explain(new TypeError("failed to fetch"))).toBe("The service cannot be reached. Check your connection and try again.");
  });

  test("a gateway error is explained", () => {
    expect(explain(bareError(502))).toBe("The service is not responding. Try again in a moment.");
  });

  test("a rate limit says when to retry", () => {
    expect(explain(bareError(429, { "retry-after": "7" }))).toBe("Too many requests. Try again in 7 s.");
    expect(explain(bareError(429))).toBe("Too many requests. Try again soon.");
  });
});

describe("of a field", () => {
  test("limits are shown in megabytes", () => {
    expect(ofField("size", "must be at most 52428800 bytes")).toBe("This file is larger than 50 MB.");
  });

  test("a weak password gets advice", () => {
    const message = "is too easy to guess: This is a top-10 common password.";
    expect(ofField("new_password", message)).toBe("Choose a stronger password: this one is too easy to guess.");
  });

  test("an unchanged password gets advice", () => {
    expect(ofField("new_password", "is the current password")).toBe("Choose another password: this is the current one.");
  });

  test("a fault is shown at its own field only", () => {
    const error = apiError(400, "some fields are wrong", [{ field: "new_password", message: "is the current password" }]);
    expect(explainAt("new_password", error)).toBe("Choose another password: this is the current one.");
    expect(explainAt("current_password", error)).toBeUndefined();
    expect(explainAt("new_password", bareError(502))).toBeUndefined();
    expect(explainAt("new_password", null)).toBeUndefined();
  });

  test("a sentence needs no field name", () => {
    expect(ofField("file", "The file is not text: it has a null byte.")).toBe("The file is not text: it has a null byte.");
  });

  test("the field is readable", () => {
    expect(ofField("dataset_name", "is missing")).toBe("Dataset name is missing.");
  });
});

test("a detail becomes a sentence", () => {
  expect(explain(apiError(409, "a user with this e-mail already exists"))).toBe("A user with this e-mail already exists.");
  expect(explain(apiError(404, "Is it there?"))).toBe("Is it there?");
});

test("only bad requests are invalid filters", () => {
  expect([400, 422, 403, 500].map((status) => isInvalid(apiError(status, "no")))).toEqual([true, true, false, false]);
  expect(isInvalid(new TypeError("no"))).toBe(false);
});
