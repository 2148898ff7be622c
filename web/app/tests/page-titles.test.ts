import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect, test } from "vitest";

import { baseLocale } from "@/lib/locale";

const ROUTES = fileURLToPath(new URL("../src/app", import.meta.url));
const TITLES = JSON.parse(readFileSync(fileURLToPath(new URL("../messages/en/pages.json", import.meta.url)), "utf8"));

/** The start page has the title of the product. */
const WITHOUT_TITLE = ["page.tsx"];

const pages = readdirSync(ROUTES, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith("page.tsx"));
const titleOf = (page: string) => {
  const key = /metadata = pageTitle\(m\.(pages_\w+)/.exec(readFileSync(join(ROUTES, page), "utf8"))?.[1];
  return key === undefined ? undefined : TITLES[key];
};

test("every page has a title", () => {
  expect(pages.length).toBeGreaterThan(10);
  expect(pages.filter((page) => titleOf(page) === undefined)).toEqual(WITHOUT_TITLE);
});

test("titles differ within a section", () => {
  const titled = pages.map((page) => `${page.startsWith("admin") ? "Admin" : "Copilot"}: ${titleOf(page)}`);
  expect(new Set(titled).size).toBe(titled.length);
});

test("the document language is English", () => {
  expect(readFileSync(join(ROUTES, "layout.tsx"), "utf8")).toContain("<html lang={baseLocale}");
  expect(baseLocale).toBe("en");
});
