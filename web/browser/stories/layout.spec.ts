import type { Page } from "@playwright/test";

import { demoDocument } from "../src/documents.ts";
import { expectNoOverflow } from "../src/overflow.ts";
import { DEMO_CONVERSATION, WIDTHS } from "../src/pages.ts";
import { asAdministrator, expect, test } from "../src/test.ts";

for (const viewport of WIDTHS) {
  test.describe(`${viewport.width} pixels`, () => {
    test.use({ viewport });

    test.describe("as an administrator", () => {
      test.use(asAdministrator);

      test("a conversation and a document fit", async ({ page }) => {
        await page.goto(`/admin/sessions/?q=${encodeURIComponent(DEMO_CONVERSATION)}`);
        await page.getByRole("link", { name: DEMO_CONVERSATION }).click();
        await expect(page.getByRole("article").first()).toBeVisible();
        await expectNoOverflow(page);
        await page.goto(`/documents/document/?id=${await demoDocument(page.request)}`);
        await expect(page.getByTestId("pdf-page")).toHaveAttribute("data-drawn", "true");
        await expectNoOverflow(page);
      });
    });

    test("side panels collapse on narrow windows", async ({ page, copilot, person: _ }) => {
      await copilot.open();
      const [sidebar, insights] = [viewport.width >= 768, viewport.width >= 1024];
      await expect(copilot.sidebar).toBeVisible({ visible: sidebar });
      await expect(copilot.insights).toBeVisible({ visible: insights });
      if (!sidebar) {
        await page.getByRole("button", { name: "Show modes and conversations" }).click();
        await expect(page.getByRole("dialog", { name: "Modes and conversations" })).toBeVisible();
        await copilot.mode("actions").click();
        await expect(page.getByRole("dialog")).toHaveCount(0);
      }
      if (!insights) {
        await page.getByRole("button", { name: "Show insights" }).click();
        await expect(page.getByRole("dialog", { name: "Insights" })).toBeVisible();
        await page.keyboard.press("Escape");
      }
      await copilot.ask("How many staff will be trained in live-line work in 2028?");
      await copilot.openCitation();
      await expectNoOverflow(page);
    });
  });
}

test("the theme changes the background", async ({ page, copilot, person: _ }) => {
  await copilot.open();
  expect(await brightness(page)).toBeGreaterThan(240);
  await page.getByTestId("theme-toggle").click();
  await expect.poll(() => brightness(page)).toBeLessThan(50);
});

/** The brightness of the background, from 0 (black) to 255. */
function brightness(page: Page): Promise<number> {
  return page.evaluate(() => {
    const [red = 0, green = 0, blue = 0] = (getComputedStyle(document.documentElement).backgroundColor.match(/\d+/g) ?? []).map(Number);
    return (red + green + blue) / 3;
  });
}
