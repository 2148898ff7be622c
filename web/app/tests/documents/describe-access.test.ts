import type { SharesOut } from "sisuiq-client";
import { expect, test } from "vitest";

import { describeAccess } from "@/documents/describe-access";

const shares = (roles: string[], users: number): SharesOut =>
  ({ access: "owner", roles: roles.map((role) => ({ role })), users: Array.from({ length: users }, () => ({})) }) as SharesOut;

test("an unshared document is the owner's", () => {
  expect(describeAccess(shares([], 0), false)).toBe("Only you");
  expect(describeAccess(shares([], 0), true)).toBe("Only the owner");
});

test("roles and people are listed", () => {
  expect(describeAccess(shares(["analyst", "guest"], 1), false)).toBe("You, Analysts, Guests, 1 person");
  expect(describeAccess(shares([], 2), true)).toBe("Owner, 2 people");
});

test("public documents are for everyone", () => {
  expect(describeAccess({ ...shares(["analyst"], 1), access: "everyone" }, false)).toBe("Everyone");
});
