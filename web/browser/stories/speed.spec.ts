import { expectNoShift, expectSettled, recordLayoutShifts } from "../src/layout-shifts.ts";
import { DEMO_CONVERSATION, WIDTHS } from "../src/pages.ts";
import { asAdministrator, expect, test } from "../src/test.ts";

const SCRIPTS = "**/_next/static/chunks/*.js";

for (const viewport of WIDTHS.filter(({ width }) => width !== 768)) {
  test.describe(`${viewport.width} pixels`, () => {
    test.use({ viewport });

    test.describe("as an administrator", () => {
      test.use(asAdministrator);

      test("the page of one conversation stays in place", async ({ page }) => {
        await page.goto(`/admin/sessions/?q=${encodeURIComponent(DEMO_CONVERSATION)}`);
        const address = await page.getByRole("link", { name: DEMO_CONVERSATION }).getAttribute("href");
        await expectNoShift(page, address ?? "", DEMO_CONVERSATION);
      });
    });

    test("a stored conversation stays in place", async ({ page, copilot, person: _ }) => {
      await copilot.open();
      await copilot.ask("How many staff will be trained in live-line work in 2028?");
      await expect(page).toHaveURL(/conversation=[^n]/);
      await recordLayoutShifts(page);
      await page.reload();
      await expect(copilot.chips.first()).toBeVisible();
      await expectSettled(page);
    });
  });
}

test("a page is loaded when its link is pointed at", async ({ page, copilot, person: _ }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const ofDocuments = () => asked.filter((path) => path.startsWith("/documents/"));
  await copilot.open();
  await page.waitForLoadState("networkidle");
  expect(ofDocuments()).toEqual([]);
  await copilot.sidebar.getByRole("link", { name: "Documents" }).hover();
  await expect.poll(() => ofDocuments().length).toBeGreaterThan(0);
  await copilot.sidebar.getByRole("link", { name: "Documents" }).click();
  await expect(page).toHaveURL(/\/documents\/$/);
  await expect(page.getByRole("heading", { level: 1, name: "Documents" })).toBeVisible();
});

test("a click before the code of a dialog has arrived counts", async ({ page, copilot, person: _ }) => {
  await copilot.open();
  await page.waitForLoadState("networkidle");
  let release = () => {};
  const isReleased = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(SCRIPTS, async (route) => {
    await isReleased;
    await route.continue();
  });
  const button = page.getByRole("button", { name: "Add documents" });
  await button.click();
  await expect(page.getByRole("status").filter({ hasText: "Loading" })).toBeVisible();
  release();
  const dialog = page.getByRole("dialog", { name: "Add documents" });
  await expect(dialog).toBeVisible();
  await expect(dialog.locator(":focus")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(button).toBeFocused();
});

test("the items of a menu take the focus when they arrive late", async ({ page, copilot, person: _ }) => {
  await copilot.open();
  await page.waitForLoadState("networkidle");
  let release = () => {};
  const isReleased = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(SCRIPTS, async (route) => {
    await isReleased;
    await route.continue();
  });
  await copilot.menu().focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menu").getByRole("status")).toBeVisible();
  release();
  await expect(page.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(copilot.menu()).toBeFocused();
});

test("code that cannot be loaded is an error that can be retried", async ({ page, copilot, person: _, watch }) => {
  watch.allowDisconnection();
  await copilot.open();
  await page.waitForLoadState("networkidle");
  await page.route(SCRIPTS, (route) => route.abort("connectionreset"));
  const button = page.getByRole("button", { name: "Add documents" });
  await button.click();
  const failure = page.getByRole("alert").filter({ hasText: "could not be loaded" });
  await expect(failure).toBeVisible();
  await page.unroute(SCRIPTS);
  await failure.getByRole("button", { name: "Try again" }).click();
  const dialog = page.getByRole("dialog", { name: "Add documents" });
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(button).toBeFocused();
});
