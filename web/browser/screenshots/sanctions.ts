import { ENTRY_ADDRESS, playEntities } from "../src/entities.ts";
import { WIDTHS, waitUntilLoaded } from "../src/pages.ts";
import { picture } from "../src/picture.ts";
import { LATE_NAME, playSources } from "../src/sources.ts";
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
  });
}
