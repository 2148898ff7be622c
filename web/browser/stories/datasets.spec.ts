import { randomUUID } from "node:crypto";

import type { Page } from "@playwright/test";

import { expectAccessible } from "../src/axe.ts";
import { WIDTHS, waitUntilLoaded } from "../src/pages.ts";
import { expect, test } from "../src/test.ts";

// 사고유형,ECLO,연락처 and two accidents, in CP949
const CP949 = Buffer.from(
  "bbe7b0edc0afc7fc2c45434c4f2cbfacb6f4c3b30ac2f7b4ebbbe7b6f72c342c3031302d313233342d353637380ac2f7b4ebc2f72c332c3031302d323334352d363738390a",
  "hex",
);

const nameOf = (what: string) => `${what} ${randomUUID().slice(0, 8)}`;

/** Uploads a file in the dialog and waits until its data card is shown. */
async function upload(page: Page, name: string, buffer: Buffer, fileName = "accidents.csv"): Promise<void> {
  await page.goto("/data/");
  await page.getByRole("button", { name: "Upload a dataset" }).click();
  const dialog = page.getByRole("dialog", { name: "Upload a dataset" });
  await dialog.getByLabel(/^Drop a CSV or XLSX file here/).setInputFiles({ name: fileName, mimeType: "text/csv", buffer });
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  await dialog.getByRole("button", { name: "Upload", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByRole("region", { name: "Columns" })).toBeVisible({ timeout: 45_000 });
}

/** Deletes the dataset that is open. */
async function remove(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Delete" }).click();
  const dialog = page.getByRole("alertdialog", { name: `Delete ${name}?` }).or(page.getByRole("dialog", { name: `Delete ${name}?` }));
  await dialog.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Datasets" })).toBeVisible();
  await expect(page.getByRole("link", { name })).toHaveCount(0);
}

const linkOf = (page: Page, view: string) => page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: view });

test("a file that cannot be a table is refused before it is sent", async ({ page, person: _ }) => {
  await page.goto("/data/?upload=true");
  const dialog = page.getByRole("dialog", { name: "Upload a dataset" });
  const file = dialog.getByLabel(/^Drop a CSV or XLSX file here|\.(pdf|csv)$/);
  await file.setInputFiles({ name: "paper.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF") });
  await expect(dialog.getByText("Only CSV and XLSX files are supported.")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Upload", exact: true })).toBeDisabled();
  await file.setInputFiles({ name: "empty.csv", mimeType: "text/csv", buffer: Buffer.alloc(0) });
  await expect(dialog.getByText("This file is empty.")).toBeVisible();
});

test("a file that cannot be read leaves no dataset, and says why", async ({ page, watch, person: _ }) => {
  watch.allowResponse(400, /^\/api\/datasets\/upload$/);
  const name = nameOf("no rows");
  await page.goto("/data/?upload=true");
  const dialog = page.getByRole("dialog", { name: "Upload a dataset" });
  const buffer = Buffer.from("a,b\n");
  await dialog.getByLabel(/^Drop a CSV or XLSX file here/).setInputFiles({ name: "header.csv", mimeType: "text/csv", buffer });
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  await dialog.getByRole("button", { name: "Upload", exact: true }).click();
  await expect(dialog.getByRole("alert")).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("link", { name })).toHaveCount(0);
});

test("a file in CP949 becomes a data card that names what it found", async ({ page, person: _ }) => {
  const name = nameOf("CP949");
  await upload(page, name, CP949);
  await expect(page.getByText("EUC-KR", { exact: true })).toBeVisible();
  await expect(page.getByText("연락처: phone number, 100% of the values")).toBeVisible();
  const columns = page.getByRole("region", { name: "Columns" });
  await expect(columns.getByRole("row")).toHaveCount(4);
  await expect(columns.getByRole("row", { name: /ECLO/ })).toContainText("3 to 4, mean 3.5");
  for (const size of WIDTHS) {
    await page.setViewportSize(size);
    await expectAccessible(page, `the data card at ${size.width}`);
  }
  await remove(page, name);
});

test("rows are filtered and sorted, and the address keeps both", async ({ page, person: _ }) => {
  const name = nameOf("rows");
  await upload(
    page,
    name,
    Buffer.from(`kind,eclo\n${Array.from({ length: 40 }, (_, at) => `${at % 2 ? "car" : "person"},${at}`).join("\n")}\n`),
  );
  await linkOf(page, "Rows").click();
  const rows = page.getByTestId("data-row");
  await expect(rows).toHaveCount(25);
  for (const order of ["ascending", "descending"]) {
    await page.getByRole("button", { name: "eclo" }).click();
    await expect(page.getByRole("columnheader", { name: "eclo" })).toHaveAttribute("aria-sort", order);
  }
  await expect(rows.first()).toContainText("39");
  await page.getByRole("button", { name: "Add a condition" }).click();
  await page.getByRole("textbox", { name: "Value" }).fill("person");
  await expect(rows).toHaveCount(20);
  await expect(rows.first()).toContainText("38");
  await page.reload();
  await expect(rows).toHaveCount(20);
  await expect(rows.first()).toContainText("38");
  for (const size of WIDTHS) {
    await page.setViewportSize(size);
    await expectAccessible(page, `rows at ${size.width}`);
  }
  await page.getByRole("textbox", { name: "Value" }).fill("nobody");
  await expect(page.getByText("No row fulfils these conditions.")).toBeVisible();
  await remove(page, name);
});

test("a corrected header is read again", async ({ page, person: _ }) => {
  const name = nameOf("header");
  await upload(page, name, Buffer.from("kind,eclo\ncar,3\nperson,4\nbicycle,5\n"));
  await page.getByRole("button", { name: "Reading" }).click();
  const dialog = page.getByRole("dialog", { name: "How the file is read" });
  await expectAccessible(page, "corrections");
  await dialog.getByLabel("Last row of the header").fill("2");
  await dialog.getByRole("button", { name: "Read again" }).click();
  await expect(dialog).toHaveCount(0);
  const columns = page.getByRole("region", { name: "Columns" });
  await expect(columns.getByRole("row", { name: /car/ })).toBeVisible({ timeout: 45_000 });
  await remove(page, name);
});

test("words on a dataset are changed by keyboard only", async ({ page, person: _ }) => {
  const name = nameOf("words");
  await upload(page, name, Buffer.from("kind,eclo\ncar,3\nperson,4\n"));
  await page.getByRole("button", { name: "Edit" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Edit the dataset" });
  await dialog.getByRole("textbox", { name: "Source" }).focus();
  await page.keyboard.type("https://www.data.go.kr");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Public domain");
  await page.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText("https://www.data.go.kr")).toBeVisible();
  await expect(page.getByText("Public domain")).toBeVisible();
  await remove(page, name);
});

test("two datasets are compared", async ({ page, person: _ }) => {
  const [earlier, later] = [nameOf("earlier"), nameOf("later")];
  await upload(page, earlier, Buffer.from("kind,eclo\ncar,3\nperson,4\n"));
  await upload(page, later, Buffer.from("kind,eclo,night\ncar,3,yes\nperson,4,no\n"));
  await linkOf(page, "Comparison").click();
  await page.getByLabel("Compare with").selectOption({ label: earlier });
  await expect(page.getByText("New column: night")).toBeVisible();
  await expectAccessible(page, "a comparison");
  await remove(page, later);
  await page.getByRole("link", { name: earlier }).click();
  await remove(page, earlier);
});

test("a dataset of somebody else is not available", async ({ page, watch, person: _ }) => {
  watch.allowResponse(404, /^\/api\/datasets\//);
  await page.goto("/data/dataset/?id=0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11");
  await expect(page.getByRole("heading", { level: 1, name: "Dataset not available" })).toBeVisible();
  await waitUntilLoaded(page);
  await page.getByRole("link", { name: "Datasets" }).last().click();
  await expect(page).toHaveURL(/\/data\/$/);
});
