import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

import type { Capability } from "sisuiq-client";
import { expect, test } from "vitest";

import type { Account } from "@/session/account";
import { ALL_ICONS } from "@/shell/page-icons/all";
import { pagesFor, placeOf, WORKSPACES, workspacesFor } from "@/shell/workspaces";

const ROUTES = fileURLToPath(new URL("../../src/app", import.meta.url));

/** Pages that need no capability. */
const FOR_EVERYONE = [
  "/account/",
  "/admin/login/",
  "/forgot-password/",
  "/invitation/",
  "/login/",
  "/reset-password/",
  "/shared/",
  "/verify-email/",
];

function account(...capabilities: Capability[]): Account {
  return {
    id: "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11",
    email: "ada@example.com",
    name: "Ada",
    role: "user",
    is_active: true,
    created_at: "2026-11-28T10:00:00Z",
    last_login_at: null,
    capabilities,
    email_is_verified: true,
    permissions: [],
  };
}

test("every page is in the registry or open to everyone", () => {
  const files = readdirSync(ROUTES, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith("page.tsx"));
  const paths = files.map((file) => `/${file.replace(/\([^)]+\)\//, "").replace(/page\.tsx$/, "")}`);
  const listed = WORKSPACES.flatMap(({ pages }) => pages.flatMap(({ path, details }) => [path, ...(details ?? [])]));
  expect(paths.sort()).toEqual([...listed, ...FOR_EVERYONE].sort());
});

test("every page in the registry has an icon", () => {
  const paths = WORKSPACES.flatMap(({ pages }) => pages.map(({ path }) => path));
  expect(Object.keys(ALL_ICONS).sort()).toEqual(paths.sort());
});

test("a detail page belongs to the page of its list", () => {
  expect(placeOf("/admin/session/")?.page.title).toBe("Sessions");
  expect(placeOf("/admin/group/")?.page).toMatchObject({ title: "Groups", needs: "users.manage" });
  expect(placeOf("/sanctions/run/")?.page).toMatchObject({ title: "Sources", needs: "sources.read" });
  expect(placeOf("/sanctions/entity/")?.page).toMatchObject({ title: "List entries", needs: "lists.read" });
  expect(placeOf("/admin/evaluation/run/")?.page.needs).toBe("quality.read");
  expect(placeOf("/account/")).toBeUndefined();
});

test("only pages that an account may open are offered", () => {
  const auditor = account("documents.read", "tables.read", "sources.read", "audit.read", "quality.read");
  expect(workspacesFor(auditor).map(({ workspace, start }) => [workspace.id, start.path])).toEqual([
    ["home", "/home/"],
    ["knowledge", "/documents/"],
    ["data", "/data/"],
    ["sanctions", "/sanctions/sources/"],
    ["administration", "/admin/evaluation/"],
  ]);
  const titles = WORKSPACES.flatMap((workspace) => pagesFor(workspace, auditor).map(({ title }) => title));
  expect(titles).toEqual(["Home", "Documents", "Tables", "Datasets", "Sources", "Legal datasets", "Evaluation", "Audit log"]);
  expect(workspacesFor(account("lists.read")).map(({ start }) => start.path)).toEqual(["/home/", "/sanctions/entities/"]);
  expect(workspacesFor(account()).map(({ workspace, start }) => [workspace.id, start.path])).toEqual([["home", "/home/"]]);
});
