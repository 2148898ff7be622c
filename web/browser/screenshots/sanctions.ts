import { ENTRY_ADDRESS, playEntities } from "../src/entities.ts";
import { WIDTHS, waitUntilLoaded } from "../src/pages.ts";
import { picture } from "../src/picture.ts";
import { LATE_NAME, playSources, SHRUNKEN_RUN, SOURCE_ID } from "../src/sources.ts";
import { asAdministrator, expect, test } from "../src/test.ts";

test.use(asAdministrator);

for (const { width, height } of WIDTHS) {
  test(`sanctions at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const keep = (name: string) => picture(page, `${name}-${width}`);
    await playSources(page);
    await page.goto("/sanctions/sources/");
    await expect(page.getByTestId("source-row").first()).toBeVisible();
    await keep("sources-late");
    await page.getByRole("button", { name: "New source" }).click();
    await expect(page.getByRole("dialog", { name: "New source" })).toBeVisible();
    await keep("source-new");
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: LATE_NAME }).click();
    await expect(page.getByTestId("run-row").first()).toBeVisible();
    await waitUntilLoaded(page);
    await keep("source");
    await page.getByTestId("run-row").last().getByRole("link").click();
    await expect(page.getByText("SHA-256")).toBeVisible();
    await waitUntilLoaded(page);
    await keep("source-run");
    await expect(page.getByTestId("change-row").first()).toBeVisible();
    await page.getByTestId("change-row").last().scrollIntoViewIfNeeded();
    await keep("source-run-changes");
    await playSources(page, SHRUNKEN_RUN);
    await page.goto(`/sanctions/run/?id=${SOURCE_ID}`);
    await page.getByRole("button", { name: "Run again and accept the loss" }).click();
    await expect(page.getByRole("dialog")).toContainText("290 of 1,010");
    await keep("source-run-loss");
    await playEntities(page);
    await page.goto("/sanctions/entities/?q=vossen");
    await expect(page.getByTestId("entity-row")).toHaveCount(1);
    await keep("entities-found");
    await page.goto("/sanctions/entities/?q=vossen&at=2020-01-01");
    await expect(page.getByText("Not known", { exact: true })).toBeVisible();
    await keep("entities-unknown");
    await page.goto(ENTRY_ADDRESS);
    await expect(page.getByTestId("version").first()).toBeAttached();
    await keep("entity");
    await page.getByTestId("version").last().scrollIntoViewIfNeeded();
    await keep("entity-history");
  });
}
