import type { Page } from "@playwright/test";

import { newPerson } from "../src/people.ts";
import { expect, test } from "../src/test.ts";

test("a citation is reachable by keyboard alone", async ({ page, copilot, watch }) => {
  watch.allowResponse(401, /^\/api\/auth\/(me|refresh)$/);
  const person = await newPerson();
  const { keyboard } = page;
  await page.goto("/login/");
  await expect(page.getByLabel("E-mail")).toBeFocused();
  await keyboard.type(person.email);
  await keyboard.press("Tab");
  await keyboard.type(person.password);
  await keyboard.press("Enter");
  await copilot.waitUntilReady();

  await expect(copilot.input).toBeFocused();
  await tabTo(page, "mode-regulatory", "Shift+Tab");
  await keyboard.press("Enter");
  await expect(copilot.mode("regulatory")).toHaveAttribute("aria-pressed", "true");
  await expect(copilot.input).toBeFocused();
  await keyboard.type("How soon must the Authority be told of an interruption that affects a hospital?");
  await keyboard.press("Enter");
  await copilot.waitForAnswer();
  await expect(copilot.chips.first()).toBeVisible();
  await expect(copilot.input).toBeFocused();

  await tabTo(page, "citation-chip", "Shift+Tab");
  const chip = page.locator(":focus");
  await keyboard.press("Enter");
  await copilot.waitForCitedPage();
  await expect(page.getByTestId("citation-panel")).toBeFocused();
  await keyboard.press("Escape");
  await expect(page.getByTestId("citation-panel")).toHaveCount(0);
  await expect(chip).toBeFocused();
  await expect(chip).toHaveAttribute("data-testid", "citation-chip");

  await copilot.menu().focus();
  await keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Home" })).toBeFocused();
  await keyboard.press("ArrowDown");
  for (const name of ["Knowledge", "Data", "Sanctions", "Account", "한국어"]) {
    await expect(page.getByRole("menuitem", { name })).toBeFocused();
    await keyboard.press("ArrowDown");
  }
  await expect(page.getByRole("menuitem", { name: "Sign out" })).toBeFocused();
  await keyboard.press("Escape");
  await expect(page.getByRole("menuitem", { name: "Sign out" })).toBeHidden();
  await expect(copilot.menu()).toBeFocused();
});

test("a citation sheet returns the focus", async ({ page, copilot, person: _ }) => {
  await page.setViewportSize({ width: 375, height: 667 });
  await copilot.open();
  await copilot.ask("How many staff will be trained in live-line work in 2028?");
  await copilot.chips.first().focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Cited page" })).toBeVisible();
  await copilot.waitForCitedPage();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(copilot.chips.first()).toBeFocused();
});

/** Presses a key until the element with this test ID has the focus. */
async function tabTo(page: Page, testId: string, key: "Tab" | "Shift+Tab"): Promise<void> {
  for (let steps = 0; steps < 60; steps += 1) {
    await page.keyboard.press(key);
    if (
      (await page
        .locator(":focus")
        .getAttribute("data-testid")
        .catch(() => null)) === testId
    ) {
      return;
    }
  }
  throw new Error(`${testId} cannot be reached by ${key}`);
}
