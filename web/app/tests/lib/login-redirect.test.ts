import { beforeEach, expect, test, vi } from "vitest";

import { isLoginPage, loginUrl, returnPath } from "@/lib/login-redirect";

const at = (path: string) => vi.stubGlobal("location", new URL(path, "https://copilot.example"));

beforeEach(() => at("/"));

test.each(["https://example.com/", "//example.com/", "/\\example.com/", "javascript:alert(1)", "admin/", "", null])(
  "%s is not returned to",
  (wanted) => {
    expect(returnPath(wanted, "/")).toBe("/");
  },
);

test("own pages are returned to", () => {
  expect(returnPath("/admin/users/?sort=email", "/")).toBe("/admin/users/?sort=email");
});

test("the start page needs no return path", () => {
  expect(loginUrl()).toBe("/login/");
});

test("the login page leads back", () => {
  at("/account/");
  expect(loginUrl()).toBe("/login/?next=%2Faccount%2F");
  at("/admin/users/?q=a");
  expect(loginUrl()).toBe("/admin/login/?next=%2Fadmin%2Fusers%2F%3Fq%3Da");
});

test("an ended session is mentioned", () => {
  expect(loginUrl(true)).toBe("/login/?ended=1");
});

test("both login pages are known", () => {
  expect(["/login/", "/admin/login", "/admin/login/", "/login/x", "/"].map(isLoginPage)).toEqual([true, true, true, false, false]);
});
