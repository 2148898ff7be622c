import { expect, test } from "vitest";

import { describeReactivation } from "@/admin/users/describe-reactivation";

const GRACE = { name: "Grace", invited_at: "2026-11-20T08:00:00Z", email_is_verified: false };

test("an account that accepted its invitation keeps its password", () => {
  const described = describeReactivation({ ...GRACE, email_is_verified: true });
  expect(described).toBe("Grace can sign in again with the former password.");
});

test("an account whose address changed after a login keeps its password", () => {
  expect(describeReactivation({ ...GRACE, last_login_at: "2026-11-21T08:00:00Z" })).toContain("with the former password");
});

test("an account that registered keeps its password, even with an unconfirmed address", () => {
  expect(describeReactivation({ ...GRACE, invited_at: null })).toContain("with the former password");
});

test("an invited account without a password is not said to have one", () => {
  const described = describeReactivation(GRACE);
  expect(described).not.toContain("former");
  expect(described).toContain("send the invitation again");
});
