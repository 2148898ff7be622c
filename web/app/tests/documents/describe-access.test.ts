import type { SharesOut } from "sisuiq-client";
import { expect, test } from "vitest";

import { describeAccess } from "@/documents/describe-access";

const shares = (roles: string[], users: number): SharesOut =>
  ({
    access: "owner",
    roles: roles.map((role) => ({ role })),
    groups: [],
    users: Array.from({ length: users }, (_, number) => ({ email: `reader${number}@example.com` })),
    emails: [],
  }) as unknown as SharesOut;

const named = (...names: string[]) => names.map((name) => ({ name })) as SharesOut["groups"];
const addresses = (...emails: string[]) => emails.map((email) => ({ email })) as SharesOut["emails"];

test("an unshared document is the owner's", () => {
  expect(describeAccess(shares([], 0), false)).toBe("Only you");
  expect(describeAccess(shares([], 0), true)).toBe("Only the owner");
});

test("roles and people are listed", () => {
  expect(describeAccess(shares(["analyst", "guest"], 1), false)).toBe("You, Analysts, Guests, 1 person");
  expect(describeAccess(shares([], 2), true)).toBe("Owner, 2 people");
});

test("groups are named, many are counted", () => {
  const analysts = shares(["analyst"], 1);
  expect(describeAccess({ ...analysts, groups: named("Grid planning") }, false)).toBe("You, Analysts, Grid planning, 1 person");
  expect(describeAccess({ ...analysts, groups: named("Grid", "Crews") }, true)).toBe("Owner, Analysts, Grid, Crews, 1 person");
  expect(describeAccess({ ...analysts, groups: named("Grid", "Crews", "Law") }, false)).toBe("You, Analysts, 3 groups, 1 person");
});

test("addresses count as people", () => {
  const emails = addresses("grace@example.com", "joy@example.com");
  expect(describeAccess({ ...shares([], 0), emails: addresses("grace@example.com") }, false)).toBe("You, 1 person");
  expect(describeAccess({ ...shares([], 1), emails }, false)).toBe("You, 3 people");
});

test("an account and its address are one person", () => {
  const users = [{ email: "Grace@example.com" }] as SharesOut["users"];
  expect(describeAccess({ ...shares([], 0), users, emails: addresses("grace@example.com") }, false)).toBe("You, 1 person");
});

test("public documents are for everyone", () => {
  expect(describeAccess({ ...shares(["analyst"], 1), access: "everyone" }, false)).toBe("Everyone");
});
