import type { Page } from "@playwright/test";

import { expectAccessible } from "../src/axe.ts";
import { expect, test } from "../src/test.ts";

const COLUMNS = "weather,road_surface,road_type,accident_type,district,accident_hour,accident_year,accident_month,accident_day";
const ACCIDENT = "비,건조,교차로 - 교차로안,차대차,대구광역시 중구 동성로1가,14,2021,12,8";
const FORM = "/data/predict/?date=2021-12-08";

test("a prediction follows the form and survives a reload", async ({ page, person: _ }) => {
  await page.goto(FORM);
  await expect(page.getByText("This is a demo model.")).toBeVisible();
  const eclo = page.getByTestId("eclo");
  await expect(eclo).toHaveText(/^\d+\.?\d*$/);
  const before = await eclo.textContent();
  await page.getByLabel("Type of accident").selectOption("차대사람");
  await expect(eclo).not.toHaveText(before ?? "");
  const after = (await eclo.textContent()) ?? "";
  await expect(page).toHaveURL(/accident_type=/);
  await page.reload();
  await expect(page.getByLabel("Type of accident")).toHaveValue("차대사람");
  await expect(eclo).toHaveText(after);
});

test("a district is found by keyboard", async ({ page, person: _ }) => {
  await page.goto(FORM);
  const field = page.getByRole("combobox", { name: "District" });
  await field.fill("동성로1");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(field).toHaveValue("대구광역시 중구 동성로1가");
  await field.fill("somewhere else");
  await expect(page.getByText("No district has this name.")).toBeVisible();
  // what is not chosen is dropped
  await page.getByLabel("Date").focus();
  await expect(field).toHaveValue("대구광역시 중구 동성로1가");
});

test("what if: one change moves the value", async ({ page, person: _ }) => {
  await page.goto(FORM);
  await page.getByLabel("Circumstance to change").selectOption("accident_type");
  await page.getByLabel("New value of Type of accident").selectOption("차대사람");
  const result = page.getByTestId("what-if");
  await expect(result).toContainText("→");
  await expect(result).toContainText("not the effect of a measure");
  await expect(page).toHaveURL(/change=accident_type/);
  await page.getByRole("button", { name: "Remove the change" }).click();
  await expect(result).toHaveCount(0);
});

test("a saved prediction is stored once and opens again", async ({ page, person: _ }) => {
  await page.goto("/data/predictions/");
  await expect(page.getByText("You have not saved a prediction yet.")).toBeVisible();
  await page.goto(`${FORM}&weather=비`);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: "Saved" })).toBeVisible();
  await page.getByRole("button", { name: "Saved" }).press("Enter");
  const eclo = (await page.getByTestId("eclo").textContent()) ?? "";
  await page.getByRole("link", { name: "Show the saved prediction" }).click();
  const details = page.getByRole("dialog", { name: "Prediction" });
  await expect(details.getByText(eclo, { exact: true })).toBeVisible();
  await expectAccessible(page, "a stored prediction");
  await details.getByRole("button", { name: "Close the prediction" }).click();
  await expect(page.getByTestId("prediction-row")).toHaveCount(1);
  await page.getByTestId("prediction-row").getByRole("button").click();
  await details.getByRole("link", { name: "Open in the form" }).click();
  await expect(page.getByLabel("Weather")).toHaveValue("비");
});

test("the week can be read by keyboard and as a table", async ({ page, person: _ }) => {
  await page.goto(FORM);
  const grid = page.getByRole("group", { name: /^Every hour of the week/ });
  await expect(page.getByTestId("eclo")).toBeVisible();
  // it is asked for when it comes into view
  await page.mouse.move(600, 500);
  await page.mouse.wheel(0, 10_000);
  await grid.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  const figure = page.getByRole("figure", { name: /^Every hour of the week/ });
  await expect(figure.getByText(/^화요일 00:00: ECLO \d/)).toBeVisible();
  await figure.getByRole("button", { name: "Show as table" }).click();
  await expect(figure.getByRole("row")).toHaveCount(25);
  await expectAccessible(page, "the week as a table");
});

test("a day that does not exist is not predicted", async ({ page, person: _ }) => {
  await page.goto(FORM);
  await page.getByLabel("Date").fill("");
  await expect(page.getByText("Choose a date.")).toBeVisible();
  await expect(page.getByTestId("eclo")).toHaveCount(0);
});

test("a batch has an error for each bad accident and a file of all", async ({ page, person: _ }) => {
  await page.goto("/data/batch/");
  await paste(page, `${COLUMNS}\n${ACCIDENT}\n${ACCIDENT.replace("비", "우박")}\n`);
  await page.getByRole("button", { name: "Predict 2 accidents" }).click();
  await expect(page.getByText("2 of 2 accidents done")).toBeVisible();
  await expect(page.getByTestId("batch-item")).toHaveCount(2);
  await expect(page.getByTestId("batch-item").nth(1)).toContainText("우박");
  await expect(page.getByText("1 accident could not be predicted.")).toBeVisible();
  await expectAccessible(page, "results of a batch");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download CSV" }).click();
  expect((await download).suggestedFilename()).toMatch(/^predictions-.+\.csv$/);
  await page.reload();
  await expect(page.getByTestId("batch-item")).toHaveCount(2);
});

test("columns are checked before anything is sent", async ({ page, person: _ }) => {
  await page.goto("/data/batch/");
  const start = page.getByRole("button", { name: /^Predict \d+ accident/ });
  await paste(page, "weather,memo\n비,x\n");
  await expect(page.getByText(/^Columns are missing: /)).toBeVisible();
  await expect(page.getByText("Columns that are not used: memo")).toBeVisible();
  await expect(start).toBeDisabled();
  await paste(page, `${COLUMNS}\n${`${ACCIDENT}\n`.repeat(101)}`);
  await expect(page.getByText("The table has 101 accidents. A batch has at most 100.")).toBeVisible();
  await expect(start).toBeDisabled();
});

test("a file in CP949 is read", async ({ page, person: _ }) => {
  await page.goto("/data/batch/");
  // 기상상태 and 맑음
  const buffer = Buffer.from("b1e2bbf3bbf3c5c20ab8bcc0bd0a", "hex");
  await page.getByLabel(/^Drop a CSV file here/).setInputFiles({ name: "old.csv", mimeType: "text/csv", buffer });
  await expect(page.getByText("old.csv, read as CP949")).toBeVisible();
  await expect(page.getByLabel("Or paste the table")).toHaveValue("기상상태\n맑음\n");
});

test("a batch that does not exist leads to a new one", async ({ page, watch, person: _ }) => {
  watch.allowResponse(404, /^\/api\/predict\/batch\//);
  await page.goto("/data/batch/?batch=0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11");
  await expect(page.getByText(/^This batch does not exist or has expired/)).toBeVisible();
  await page.getByRole("button", { name: "New batch" }).click();
  await expect(page).toHaveURL(/\/data\/batch\/$/);
});

test.describe("without the capability", () => {
  test.use({ role: "auditor" });

  test("the pages are neither offered nor shown", async ({ page, person: _ }) => {
    await page.goto("/data/predict/");
    await expect(page.getByRole("heading", { name: "You have no access to Predict" })).toBeVisible();
    await page.goto("/data/");
    await expect(page.getByRole("heading", { level: 1, name: "Datasets" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Predict" })).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Upload a dataset" })).toHaveCount(0);
  });
});

async function paste(page: Page, text: string): Promise<void> {
  await page.getByLabel("Or paste the table").fill(text);
}
