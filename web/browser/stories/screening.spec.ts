import { expectAccessible } from "../src/axe.ts";
import { ENTRY_NAME, playEntities } from "../src/entities.ts";
import { expectNoOverflow } from "../src/overflow.ts";
import { ALERT_ADDRESS, playScreening, SUBJECT } from "../src/screening.ts";
import { expect, test } from "../src/test.ts";

test.describe("as compliance staff", () => {
  test.use({ role: "compliance" });

  test("a name is screened by keyboard, and its hits are explained", async ({ page, person: _ }) => {
    await playEntities(page);
    const sent = await playScreening(page);
    await page.goto("/sanctions/screening/");
    await page.getByLabel("Name", { exact: true }).fill(SUBJECT);
    await page.getByLabel("Date of birth").fill("1960-03");
    await page.getByRole("button", { name: "Add an identifier" }).focus();
    await page.keyboard.press("Enter");
    await page.getByLabel("Number of identifier 1").fill("NL778812");
    await page.getByRole("checkbox", { name: "UN consolidated list" }).focus();
    await page.keyboard.press("Space");
    await expectAccessible(page, "the form of a screening");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: `Result for ${SUBJECT}` })).toBeFocused();
    const [question] = sent.map(({ body }) => body as Record<string, unknown>);
    expect(question).toMatchObject({ name: SUBJECT, birth_date: "1960-03", identifiers: [{ kind: "passport", number: "NL778812" }] });
    expect(Object.keys(question ?? {})).not.toContain("threshold");
    await expect(page).toHaveURL(/\/sanctions\/screening\/$/);
    await expect(page.getByText("1 list could not be searched. Nothing is known about its entries.")).toBeVisible();
    await expect(page.getByText("Not the newest")).toBeVisible();
    const [first, second] = [page.getByTestId("hit").first(), page.getByTestId("hit").last()];
    await expect(first).toContainText(/Strong · 93%.*vossen and fossen · a few letters differ · 83%/);
    await expect(first).toContainText("Date of birth: given 1960-03, listed 12 Mar 1960 · supports the match");
    await expect(first).toContainText("Only in the listed name: pia");
    await expect(second).toContainText("Possible · 71%");
    await expect(first.getByRole("link", { name: ENTRY_NAME, exact: true })).toHaveAttribute("href", /\/sanctions\/entity\/\?id=/);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await expectAccessible(page, `the result of a screening, ${colorScheme}`);
    }
    await page.setViewportSize({ width: 375, height: 667 });
    await expectNoOverflow(page);
    await first.getByRole("link", { name: "Open the alert about" }).click();
    await expect(page).toHaveURL(ALERT_ADDRESS);
    await expect(page.getByRole("heading", { level: 1, name: SUBJECT })).toBeVisible();
  });
});

test.describe("as an analyst", () => {
  test.use({ role: "analyst" });

  test("alerts are not offered to accounts that cannot read them", async ({ page, person: _ }) => {
    await playEntities(page);
    await playScreening(page);
    await page.goto("/sanctions/screening/");
    await page.getByLabel("Name", { exact: true }).fill(SUBJECT);
    await page.getByLabel("Threshold").fill("0.9");
    await page.keyboard.press("Enter");
    await expect(page.getByTestId("hit")).toHaveCount(2);
    await expect(page.getByRole("link", { name: /^Open the alert/ })).toHaveCount(0);
    await page.goto("/sanctions/alerts/");
    await expect(page.getByRole("heading", { name: "You have no access to Alerts" })).toBeVisible();
  });

  test("a screening that is refused names the field", async ({ page, watch, person: _ }) => {
    watch.allowResponse(422, /\/screen$/);
    await playEntities(page);
    const errors = [{ field: "name", message: "has nothing to search for" }];
    const problem = { error: "invalid", title: "Invalid", status: 422, detail: "a field is invalid", errors, timestamp: "" };
    await page.route("**/api/v1/knowledge/screen", (route) => route.fulfill({ status: 422, json: problem }));
    await page.goto("/sanctions/screening/");
    await page.getByLabel("Name", { exact: true }).fill("CORP");
    await page.keyboard.press("Enter");
    await expect(page.getByText("Correct the marked fields, then screen again.")).toBeVisible();
    await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
    await expect(page.getByLabel("Name", { exact: true })).toHaveAttribute("aria-invalid", "true");
  });
});
