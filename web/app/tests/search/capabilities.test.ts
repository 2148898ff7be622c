import type { Capability } from "sisuiq-client";
import { expect, test } from "vitest";

import { findActions } from "@/search/actions";
import { CONVERSATIONS } from "@/search/conversations";
import { DOCUMENTS } from "@/search/documents";
import type { OptionGroup } from "@/search/option";
import { findPages } from "@/search/pages";
import { PEOPLE } from "@/search/people";
import { TABLES } from "@/search/tables";
import { mayRequest } from "@/search/use-source";

import { account } from "../builders";

const USER: Capability[] = ["questions.ask", "documents.read", "documents.write", "tables.read", "tables.write"];
const AUDITOR: Capability[] = ["documents.read", "tables.read", "audit.read", "quality.read"];
const MANAGER: Capability[] = [...USER, "tables.manage", "sources.manage", "users.manage"];

const context = { theme: "dark" as const, logOut: async () => undefined };
const titles = ({ options }: OptionGroup) => options.map(({ title }) => title);
const requested = (capabilities: Capability[], q: string | null) =>
  [CONVERSATIONS, DOCUMENTS, TABLES, PEOPLE].filter((source) => mayRequest(source, account(...capabilities), q)).map(({ id }) => id);

test("pages are those that the account may open", () => {
  expect(titles(findPages(account(...AUDITOR), ""))).toEqual([
    "Home",
    "Documents",
    "Tables",
    "Datasets",
    "Legal datasets",
    "Evaluation",
    "Audit log",
    "Account",
  ]);
  expect(titles(findPages(account(), ""))).toEqual(["Home", "Account"]);
  expect(titles(findPages(account(...USER), "users"))).toEqual([]);
});

test("pages are found by their workspace", () => {
  expect(titles(findPages(account(...AUDITOR), "administration"))).toEqual(["Evaluation", "Audit log"]);
});

test("actions are those that the account may do", () => {
  const always = ["Use the light theme", "Use the theme of the system", "Sign out"];
  expect(titles(findActions(account(), "", context))).toEqual(always);
  expect(titles(findActions(account(...AUDITOR), "", context))).toEqual(always);
  expect(titles(findActions(account(...USER), "", context))).toEqual(["New conversation", "Add documents", ...always]);
  expect(titles(findActions(account(...MANAGER), "add", context))).toEqual([
    "Add documents",
    "Upload a table",
    "Add a source",
    "Invite a person",
  ]);
});

test("the theme in use is not offered", () => {
  expect(titles(findActions(account(), "theme", { ...context, theme: "light" }))).toEqual([
    "Use the dark theme",
    "Use the theme of the system",
  ]);
});

test("endpoints are requested only with their capability", () => {
  expect(requested(USER, "plan")).toEqual(["conversations", "documents", "tables"]);
  expect(requested(AUDITOR, "plan")).toEqual(["documents", "tables"]);
  expect(requested(MANAGER, "plan")).toEqual(["conversations", "documents", "tables", "people"]);
  expect(requested([], "plan")).toEqual([]);
});

test("without a query only recent conversations are requested", () => {
  expect(requested(MANAGER, "")).toEqual(["conversations"]);
  expect(requested(MANAGER, null)).toEqual([]);
});
