import { expectAccessible } from "../src/axe.ts";
import { ENTRY_ADDRESS, ENTRY_NAME, playEntities } from "../src/entities.ts";
import { expectSettled, recordLayoutShifts } from "../src/layout-shifts.ts";
import { expectNoOverflow } from "../src/overflow.ts";
import { asAdministrator, expect, test } from "../src/test.ts";

test("an entry is found by a part of its name, on a day", async ({ page, person: _ }) => {
  await playEntities(page);
  await recordLayoutShifts(page);
  await page.goto("/sanctions/entities/");
  const rows = page.getByTestId("entity-row");
  await expect(rows).toHaveCount(1);
  await expect(page.getByText(/^1 list was searched\. It was last read/)).toBeVisible();
  await expectSettled(page);
  await page.getByRole("searchbox", { name: "Search names" }).fill("nobody");
  await expect(page.getByText("No entry matches")).toBeVisible();
  await expect(page).toHaveURL(/\?q=nobody$/);
  await page.getByRole("searchbox", { name: "Search names" }).fill("vossen");
  await expect(rows).toHaveCount(1);
  await page.getByLabel("On day").fill("2020-01-01");
  await expect(page.getByText("Not known", { exact: true })).toBeVisible();
  await expect(page.getByText("None of these lists is known on 1 Jan 2020.")).toBeVisible();
  await expect(page.getByText("UN consolidated list: known from 20 Nov 2026.")).toBeVisible();
  await expect(page.getByText("No entry matches")).toHaveCount(0);
  await expectAccessible(page, "a day before the first list");
  await page.reload();
  await expect(page.getByText("Not known", { exact: true })).toBeVisible();
  await page.getByLabel("On day").fill("2026-11-26");
  await rows.getByRole("link", { name: ENTRY_NAME }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/sanctions\/entity\/\?id=[0-9a-f-]+&at=2026-11-26$/);
  await expect(page.getByText("This entry was on the list on 26 Nov 2026.")).toBeVisible();
  // accounts that cannot see sources see no links to runs
  await expect(page.getByText("Run that took it over").first()).toBeVisible();
  await expect(page.getByRole("link", { name: /^Run that took it over/ })).toHaveCount(0);
  await page.getByRole("link", { name: "List entries" }).last().click();
  await expect(page).toHaveURL(/\?q=vossen&at=2026-11-26$/);
});

test.describe("as an administrator", () => {
  test.use(asAdministrator);

  test("an entry shows what its list says, and its history", async ({ page }) => {
    await playEntities(page);
    await recordLayoutShifts(page);
    await page.goto(ENTRY_ADDRESS);
    await expect(page.getByRole("heading", { level: 1, name: ENTRY_NAME })).toBeVisible();
    await expectSettled(page);
    for (const text of ["NL778812", "12 Harbour Street, Colon, Panama", "1Kuf2Rd8mDyAViwBozGTNYnvWL8uYFrkVo", "arrested 30 Sep 2002"]) {
      await expect(page.getByText(text, { exact: true })).toBeVisible();
    }
    await expect(page.getByTestId("other-lists")).toContainText(/EU consolidated list.*No entry found.*OFAC SDN list.*Removed/);
    await expect(page.getByText("Only this entry’s list has it.")).toBeVisible();
    await expect(page.getByText(/^The list states no shares\./)).toBeVisible();
    await expect(page.getByText("OFAC, Revised Guidance of 13 August 2014")).toBeVisible();
    await expect(page.getByRole("link", { name: /269\/2014/ })).toHaveAttribute("href", "https://example.org/oj");
    const versions = page.getByTestId("version");
    await expect(versions).toHaveCount(2);
    await expect(versions.first()).toContainText(/Version 2.*Returned to the list.*Before.*CUBA.*After.*SDGT.*IFSR/);
    await expect(versions.last()).toContainText("The first version that is known.");
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await expectAccessible(page, `an entry, ${colorScheme}`);
    }
    await page.setViewportSize({ width: 375, height: 667 });
    await expectNoOverflow(page);
    await expectAccessible(page, "an entry at 375");
    await page.getByLabel("On day").fill("2020-01-01");
    await expect(page.getByText("UN consolidated list: known from 20 Nov 2026.")).toBeVisible();
    await expect(page.getByText("NL778812")).toHaveCount(0);
    await expect(versions).toHaveCount(2);
    await page.getByRole("button", { name: "Show today" }).click();
    await expect(page.getByText("This entry is on the list.")).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`${ENTRY_ADDRESS.replace("?", "\\?")}$`));
    await expect(page.getByRole("link", { name: /^Run that took it over/ }).first()).toHaveAttribute("href", /\/sanctions\/run\/\?id=/);
  });

  test("an entry that cannot be loaded can be tried again", async ({ page, watch }) => {
    watch.allowResponse(503, /^\/api\/v1\/knowledge/);
    const problem = { error: "unavailable", title: "Unavailable", status: 503, detail: "the database is unavailable", timestamp: "" };
    const path = /\/api\/v1\/knowledge/;
    await page.route(path, (route) => route.fulfill({ status: 503, json: problem }));
    await page.goto(ENTRY_ADDRESS);
    await expect(page.getByRole("alert").filter({ hasText: "The database is unavailable." })).toHaveCount(2, { timeout: 30_000 });
    await page.unroute(path);
    await playEntities(page);
    for (const button of (await page.getByRole("button", { name: "Try again" }).all()).reverse()) {
      await button.click();
    }
    await expect(page.getByTestId("version")).toHaveCount(2);
    await expect(page.getByText("NL778812")).toBeVisible();
  });
});
