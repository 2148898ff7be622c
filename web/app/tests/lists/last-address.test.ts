import { expect, test } from "vitest";

import { lastAddress, rememberList } from "@/lists/last-address";

test("a list is returned to in its last state", () => {
  expect(lastAddress("/admin/users/")).toBe("/admin/users/");
  rememberList("/admin/users/", "role=admin&page=2");
  rememberList("/admin/jobs/", "");
  expect(lastAddress("/admin/users/")).toBe("/admin/users/?role=admin&page=2");
  expect(lastAddress("/admin/jobs/")).toBe("/admin/jobs/");
});
