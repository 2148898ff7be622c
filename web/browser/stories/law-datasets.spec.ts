import { randomUUID } from "node:crypto";

import { expectAccessible } from "../src/axe.ts";
import { expectNoOverflow } from "../src/overflow.ts";
import { pdfOf } from "../src/pdf.ts";
import { expect, test } from "../src/test.ts";

test("a dataset is created, filled and deleted", async ({ page, person: _ }) => {
  const name = `Export rules ${randomUUID().slice(0, 8)}`;
  const stored = name.replaceAll(" ", "-");
  await page.goto("/sanctions/datasets/");
  const cards = page.getByTestId("law-dataset");
  await expect(cards.filter({ hasText: "EU-Sanctions" })).toContainText("Default");
  await expect(page.getByRole("button", { name: "Delete EU-Sanctions" })).toHaveCount(0);
  await page.getByRole("button", { name: "New dataset" }).focus();
  await page.keyboard.press("Enter");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await expect(page.getByText(`It is stored as ${stored}.`)).toBeVisible();
  await expectAccessible(page, "the form of a dataset");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/sanctions/dataset/?name=${stored}`);
  await expect(page.getByRole("heading", { level: 1, name: stored })).toBeVisible();
  await expect(page.getByText("This dataset has no documents. Add files above.")).toBeVisible();

  const file = pdfOf([[{ left: 72, bottom: 700, text: "Article 3. It is prohibited to sell gas turbines." }]]);
  await page.locator("#file-input").setInputFiles({ name: "turbines.pdf", mimeType: "application/pdf", buffer: file });
  const dialog = page.getByRole("dialog", { name: `Add documents to ${stored}` });
  await dialog.getByRole("button", { name: "Upload 1 file" }).click();
  await expect(dialog.getByText("Ready", { exact: true })).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press("Escape");
  const row = page.getByTestId("document-row");
  await expect(row).toContainText(/turbines\.pdf.*1 page.*Not known yet.*Ready/);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expectAccessible(page, `a dataset, ${colorScheme}`);
  }
  await page.setViewportSize({ width: 375, height: 667 });
  await expectNoOverflow(page);
  await page.getByRole("link", { name: "Ask about it" }).click();
  await expect(page.locator("#dataset-count-badge")).toHaveText("1 document");

  await page.goto("/sanctions/datasets/");
  await page.getByRole("button", { name: `Delete ${stored}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete dataset" }).click();
  await expect(cards.filter({ hasText: stored })).toHaveCount(0);
  await page.goto(`/sanctions/dataset/?name=${stored}`);
  await expect(page.getByRole("heading", { level: 1, name: "Dataset not found" })).toBeVisible();
});

test("the documents of a dataset say which act they are", async ({ page, person: _ }) => {
  const of = (id: string, name: string, law: object | null) => ({
    id,
    name,
    type: "regulatory",
    source: "other",
    access: "everyone",
    may_be_managed: false,
    version: 1,
    status: "ready",
    progress: 100,
    size: 48_213,
    pages: 12,
    chunks: 48,
    pages_without_text: [],
    pages_read_by_ocr: [],
    law,
    error: null,
    created_at: "2026-11-28T10:00:00Z",
    updated_at: "2026-11-28T10:00:00Z",
  });
  const former = { act: "Regulation (EU) No 833/2014", language: "en", valid_from: "2014-07-31", valid_to: "2015-01-01" };
  const data = [
    of(randomUUID(), "Sectoral measures (2015-01-01)", { ...former, valid_from: "2015-01-01", valid_to: null }),
    of(randomUUID(), "Sectoral measures", former),
    of(randomUUID(), "notes.txt", { act: null, language: null, valid_from: null, valid_to: null }),
  ];
  await page.route("**/api/v1/knowledge/datasets/EU-Sanctions/documents?*", (route) => route.fulfill({ json: { data, count: 3 } }));
  await page.goto("/sanctions/dataset/?name=EU-Sanctions");
  const rows = page.getByTestId("document-row");
  await expect(rows.nth(0)).toContainText(/Regulation \(EU\) No 833\/2014.*English · from 1 Jan 2015/);
  await expect(rows.nth(1)).toContainText(/Regulation \(EU\) No 833\/2014.*English · from 31 Jul 2014 until 31 Dec 2014/);
  await expect(rows.nth(2)).toContainText("Not known yet");
  await expectAccessible(page, "the acts of a dataset");
});

test("a dataset of others takes no files", async ({ page, person: _ }) => {
  await page.goto("/sanctions/dataset/?name=UN-Sanctions");
  await expect(page.getByRole("heading", { level: 1, name: "UN-Sanctions" })).toBeVisible();
  await expect(page.getByText("un_9901_2019.txt")).toBeVisible();
  await expect(page.locator("#drop-area")).toHaveCount(0);
});

test("datasets that cannot be loaded can be tried again", async ({ page, watch, person: _ }) => {
  watch.allowResponse(503, /^\/api\/v1\/knowledge\/datasets/);
  const problem = { error: "unavailable", title: "Unavailable", status: 503, detail: "the database is unavailable", timestamp: "" };
  const path = /\/api\/v1\/knowledge\/datasets/;
  await page.route(path, (route) => route.fulfill({ status: 503, json: problem }));
  await page.goto("/sanctions/datasets/");
  await expect(page.getByText("The database is unavailable.")).toBeVisible({ timeout: 30_000 });
  await page.unroute(path);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByTestId("law-dataset").first()).toBeVisible();
});
