import type { Page } from "@playwright/test";

import { expectAccessible } from "../src/axe.ts";
import { expectNoShift } from "../src/layout-shifts.ts";
import { expectNoOverflow } from "../src/overflow.ts";
import { LOGIN_PAGES, PAGES } from "../src/pages.ts";
import { asAdministrator, test } from "../src/test.ts";

const NARROW = { width: 375, height: 667 };
const MIDDLE = { width: 768, height: 1024 };

for (const one of LOGIN_PAGES) {
  expectGoodPage(one);
}

test.describe("as an administrator", () => {
  test.use(asAdministrator);

  for (const one of PAGES) {
    expectGoodPage(one);
  }
});

/** One load serves several rules: loading takes most of the time. */
function expectGoodPage({ name, path, heading }: (typeof PAGES)[number]): void {
  test(`page ${name} stays in place, fits, and is accessible in both themes`, async ({ page, watch }) => {
    watch.allowResponse(404, /^\/nowhere\/$/);
    await expectNoShift(page, path, heading);
    await expectNoOverflow(page);
    await expectAccessible(page, name);
    await inDarkTheme(page);
    await expectAccessible(page, `${name}, dark`);
    await page.setViewportSize(MIDDLE);
    await expectNoOverflow(page);
  });

  test.describe("on a telephone", () => {
    test.use({ viewport: NARROW });

    test(`page ${name} stays in place and fits`, async ({ page, watch }) => {
      watch.allowResponse(404, /^\/nowhere\/$/);
      await expectNoShift(page, path, heading);
      await expectNoOverflow(page);
    });
  });
}

async function inDarkTheme(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.locator("html.dark").waitFor();
}
