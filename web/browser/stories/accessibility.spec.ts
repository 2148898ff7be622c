import { expectAccessible } from "../src/axe.ts";
import { demoDocument } from "../src/documents.ts";
import { DEMO_CONVERSATION } from "../src/pages.ts";
import { asAdministrator, expect, test } from "../src/test.ts";

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test.describe("as an administrator", () => {
      test.use(asAdministrator);

      test("the page of one conversation is accessible", async ({ page }) => {
        await page.goto(`/admin/sessions/?q=${encodeURIComponent(DEMO_CONVERSATION)}`);
        await page.getByRole("link", { name: DEMO_CONVERSATION }).click();
        await expect(page.getByRole("article").first()).toBeVisible();
        await expectAccessible(page, "conversation");
      });

      test("the page of one document is accessible", async ({ page }) => {
        await page.goto(`/documents/document/?id=${await demoDocument(page.request)}`);
        await expect(page.getByTestId("pdf-page")).toHaveAttribute("data-drawn", "true");
        await expectAccessible(page, "document");
        await page.getByRole("tab", { name: "Text" }).click();
        await expect(page.getByRole("region", { name: "Text of page 1" })).toBeVisible();
        await expectAccessible(page, "text of a document");
      });

      test("dialogs and details are accessible", async ({ page }) => {
        await page.goto("/admin/analytics/?q=outages");
        await page.locator("tbody").getByRole("button").first().click();
        await expect(page.getByRole("dialog")).toBeVisible();
        await expectAccessible(page, "details of a table");
        await page.keyboard.press("Escape");
        await page.getByRole("button", { name: "Upload a table" }).click();
        await expectAccessible(page, "upload of a table");
        await page.goto("/account/");
        await page.getByRole("button", { name: "New key" }).click();
        await expectAccessible(page, "new key");
      });
    });

    test("an answer and its citation are accessible", async ({ page, copilot, person: _ }) => {
      await copilot.open();
      await copilot.ask("How many staff will be trained in live-line work in 2028?");
      await expect(copilot.chips.first()).toBeVisible();
      await expectAccessible(page, "an answer");
      const panel = await copilot.openCitation();
      await expectAccessible(page, "a cited page");
      await panel.getByRole("tab", { name: "Text" }).click();
      await expect(panel.locator("mark")).toBeVisible();
      await expectAccessible(page, "the text of a cited page");
      await page.keyboard.press("Escape");
      await copilot.menu().click();
      await expectAccessible(page, "the menu");
      await page.keyboard.press("Escape");
      await page.setViewportSize({ width: 375, height: 667 });
      await page.getByRole("button", { name: "Show modes and conversations" }).click();
      await expectAccessible(page, "the sidebar over the page");
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Show insights" }).click();
      await expectAccessible(page, "the insights over the page");
    });
  });
}
