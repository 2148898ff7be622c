import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";

import type { Page } from "@playwright/test";

import { expectAccessible } from "../src/axe.ts";
import { accidents, deleteDatasets, newDataset } from "../src/datasets.ts";
import { WIDTHS, waitUntilLoaded } from "../src/pages.ts";
import { expect, test } from "../src/test.ts";

const nameOf = (what: string) => `${what} ${randomUUID().slice(0, 8)}`;
const open = (page: Page, id: string, query = "") => page.goto(`/data/dataset/?id=${id}&view=charts${query}`);
const chartOf = (page: Page) => page.getByRole("figure").first();

test("a chart follows its fields, and the address has the whole choice", async ({ page, context, person: _ }) => {
  const id = await newDataset(page, nameOf("choice"), accidents(60));
  await page.goto(`/data/dataset/?id=${id}`);
  await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "Charts" }).click();
  await expect(chartOf(page).getByText("Computed from 60 of 60 rows.")).toBeVisible();
  await page.getByLabel("Chart", { exact: true }).selectOption("time");
  await page.getByLabel("Unit of time").selectOption("weekday");
  await page.getByLabel("What is computed").selectOption("Number of rows, and mean of ECLO");
  await expect(chartOf(page).getByText("Mean of 'ECLO'").first()).toBeVisible();
  await expect(page).toHaveURL(/type=time.*unit=weekday.*value=ECLO|value=ECLO.*unit=weekday/);
  await page.reload();
  await expect(page.getByLabel("What is computed")).toHaveValue("ECLO");
  const second = await context.newPage();
  await second.goto(page.url());
  await expect(second.getByLabel("Unit of time")).toHaveValue("weekday");
  await second.close();
  await page.goBack();
  await expect(page.getByLabel("What is computed")).toHaveValue("");
  await expect(page.getByLabel("Unit of time")).toHaveValue("weekday");
  await deleteDatasets(page, [id]);
});

test("a filter changes the numbers of rows, and opens them", async ({ page, person: _ }) => {
  const id = await newDataset(page, nameOf("filter"), accidents(60));
  await open(page, id, "&type=histogram&column=ECLO");
  await expect(chartOf(page).getByText("Computed from 60 of 60 rows.")).toBeVisible();
  await page.getByRole("button", { name: "Add a condition" }).click();
  await page.getByRole("search").getByLabel("Column", { exact: true }).selectOption("사고유형");
  await page.getByRole("textbox", { name: "Value" }).fill("차대차");
  await expect(chartOf(page).getByText("Computed from 20 of 20 rows.")).toBeVisible();
  await page.getByRole("link", { name: "Open these rows" }).click();
  await expect(page.getByTestId("data-row")).toHaveCount(20);
  await page.goBack();
  await expect(chartOf(page).getByText("Computed from 20 of 20 rows.")).toBeVisible();
  await page.getByRole("textbox", { name: "Value" }).fill("가".repeat(700));
  await expect(page.getByText("The conditions are too long. Shorten or remove one.")).toBeVisible();
  await deleteDatasets(page, [id]);
});

test("a chart has a table, and is saved as CSV and SVG", async ({ page, person: _ }) => {
  const id = await newDataset(page, nameOf("files"), accidents(60));
  await open(page, id, "&type=bar&column=사고유형");
  const chart = chartOf(page);
  const saved = page.waitForEvent("download");
  await chart.getByRole("button", { name: /as SVG$/ }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe("bar.svg");
  const drawing = await readFile(await file.path(), "utf8");
  expect(drawing).toContain("차대사람");
  expect(drawing).not.toMatch(/class=|style=/);
  const table = page.waitForEvent("download");
  await chart.getByRole("button", { name: /as CSV$/ }).click();
  expect((await table).suggestedFilename()).toBe("bar.csv");
  await chart.getByRole("button", { name: "Show as table" }).click();
  await expect(chart.getByRole("row", { name: "차대차 20" })).toBeVisible();
  await expectAccessible(page, "the table of a chart");
  await deleteDatasets(page, [id]);
});

test("a chart is built by keyboard only", async ({ page, person: _ }) => {
  const id = await newDataset(page, nameOf("keys"), accidents(60));
  await open(page, id);
  await expect(chartOf(page)).toBeVisible();
  await page.getByLabel("Chart", { exact: true }).focus();
  await page.keyboard.type("Box");
  await expect(page).toHaveURL(/type=boxplot/);
  await page.keyboard.press("Tab");
  await page.keyboard.type("ECLO");
  await expect(page).toHaveURL(/column=ECLO/);
  await expect(chartOf(page).getByText("Computed from 60 of 60 rows.")).toBeVisible();
  const drawing = page.getByRole("group", { name: /ECLO/ });
  for (let presses = 0; presses < 12 && !(await drawing.evaluate((element) => element === document.activeElement)); presses += 1) {
    await page.keyboard.press("Tab");
  }
  await expect(drawing).toBeFocused();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByText(/^Third quartile/)).toBeVisible();
  await deleteDatasets(page, [id]);
});

test("a comparison names both datasets", async ({ page, person: _ }) => {
  const [one, other] = [nameOf("one"), nameOf("other")];
  const ids = [await newDataset(page, one, accidents(60)), await newDataset(page, other, accidents(30))];
  await open(page, ids[0] ?? "", "&type=compare&column=ECLO");
  await expect(page.getByText("Choose the dataset to compare with.")).toBeVisible();
  await page.getByLabel("Other dataset", { exact: true }).selectOption({ label: other });
  await expect(chartOf(page).getByText("Computed from 90 of 90 rows.")).toBeVisible();
  await expect(page.getByLabel("Column of the other dataset")).toHaveValue("ECLO");
  await deleteDatasets(page, ids);
});

test("a chart says which columns it lacks", async ({ page, person: _ }) => {
  const id = await newDataset(page, nameOf("texts"), "name\na\nb\n");
  await open(page, id, "&type=histogram");
  await expect(page.getByText(/^This chart needs a column of numbers/)).toBeVisible();
  await page.getByLabel("Chart", { exact: true }).selectOption("time");
  await expect(page.getByText(/^This chart needs a column of dates or times/)).toBeVisible();
  await deleteDatasets(page, [id]);
});

for (const [type, query] of [
  ["bars", "type=bar&column=사고유형"],
  ["a density", "type=kde&column=ECLO"],
  ["points", "type=scatter&x=ECLO&y=위도"],
  ["a line", "type=time&column=발생일시&value=ECLO"],
]) {
  test(`a chart of ${type} is accessible at every width, in both languages`, async ({ page, person: _ }) => {
    const id = await newDataset(page, nameOf("types"), accidents(60));
    for (const locale of ["en", "ko"]) {
      await page.goto("/data/");
      await page.evaluate((own) => localStorage.setItem("sisuiq_locale", own), locale);
      await open(page, id, `&${query}`);
      await expect(chartOf(page)).toBeVisible();
      await waitUntilLoaded(page);
      for (const size of WIDTHS) {
        await page.setViewportSize(size);
        await expectAccessible(page, `${type} at ${size.width} in ${locale}`);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
      }
    }
    await deleteDatasets(page, [id]);
  });
}
