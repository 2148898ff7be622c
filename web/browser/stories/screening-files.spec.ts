import { readFile } from "node:fs/promises";

import { expectAccessible } from "../src/axe.ts";
import { playEntities } from "../src/entities.ts";
import { expectNoOverflow } from "../src/overflow.ts";
import { BATCH, playBatch, playBatchList } from "../src/screening.ts";
import { expect, test } from "../src/test.ts";

test.describe("as an analyst", () => {
  test.use({ role: "analyst" });

  test("a file is screened, and all parts of its results are saved as one table", async ({ page, person: _ }) => {
    await playEntities(page);
    const sent = await playBatch(page);
    await page.goto("/sanctions/screening/");
    const field = page.getByLabel("Drop a CSV file here, or choose one");
    await field.setInputFiles({ name: "customers.xlsx", mimeType: "application/zip", buffer: Buffer.from("PK") });
    await expect(page.getByText("Choose a file whose name ends with .csv.")).toBeVisible();
    await expectAccessible(page, "a file that is refused");
    expect(sent).toEqual([]);
    await field.setInputFiles({ name: "customers.csv", mimeType: "text/csv", buffer: Buffer.from("name\nAda\n") });
    await expect(page).toHaveURL(new RegExp(`/sanctions/screening/\\?batch=${BATCH}$`));
    expect(sent).toEqual([{ file_name: "customers.csv", size: 9 }]);
    await page.reload();
    await expect(page.getByText("All rows are done")).toBeVisible();
    await expect(page.getByText("Row 2: birth_date must be a day, a month or a year")).toBeVisible();
    await expectAccessible(page, "the results of a file");
    await page.setViewportSize({ width: 375, height: 667 });
    await expectNoOverflow(page);
    const saving = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download the results" }).focus();
    await page.keyboard.press("Enter");
    const table = await readFile(await (await saving).path(), "utf8");
    expect(table).toBe("\uFEFFrow,name\r\n1,Ada\r\n3,Bo\r\n");
  });

  test("a screened file is opened from the list of files", async ({ page, person: _ }) => {
    await playEntities(page);
    await page.goto("/sanctions/screening/");
    await expect(page.getByText("No file was screened yet.")).toBeVisible();
    await playBatch(page);
    await playBatchList(page);
    await page.reload();
    const rows = page.getByTestId("batch-row");
    await expect(rows.first()).toContainText(/customers\.csv.*1 row is wrong and was not screened.*Done.*3.*1.*1/);
    await expect(rows.last()).toContainText(/suppliers\.csv.*one of which is name.*Failed/);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await expectAccessible(page, `the list of files, ${colorScheme}`);
    }
    await page.setViewportSize({ width: 375, height: 667 });
    await expectNoOverflow(page);
    await rows.first().getByRole("link").focus();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(`/sanctions/screening/\\?batch=${BATCH}$`));
    await expect(page.getByText("All rows are done")).toBeVisible();
    await page.getByRole("button", { name: "Screen something else" }).click();
    await expect(rows).toHaveCount(2);
  });
});

test.describe("as an auditor", () => {
  test.use({ role: "auditor" });

  test("files are read by accounts that cannot screen", async ({ page, person: _ }) => {
    await playBatch(page);
    await playBatchList(page);
    await page.goto("/sanctions/screening/");
    await expect(page.getByText("Your account may read what was screened.")).toBeVisible();
    await expect(page.getByLabel("Name", { exact: true })).toHaveCount(0);
    await expect(page.getByLabel("Drop a CSV file here, or choose one")).toHaveCount(0);
    await page.getByTestId("batch-row").first().getByRole("link").click();
    await expect(page.getByText("All rows are done")).toBeVisible();
    await expect(page.getByRole("button", { name: "Download the results" })).toBeVisible();
    await page.getByRole("button", { name: "All screened files" }).click();
    await expect(page.getByTestId("batch-row")).toHaveCount(2);
  });
});
