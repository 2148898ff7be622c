import { expectAccessible } from "../src/axe.ts";
import { ENTRY_NAME, playEntities } from "../src/entities.ts";
import { expectNoOverflow } from "../src/overflow.ts";
import { ALERT_ADDRESS, playScreening, SUBJECT, WAITING } from "../src/screening.ts";
import { expect, test } from "../src/test.ts";

test.describe("as compliance staff", () => {
  test.use({ role: "compliance" });

  test("an alert is found in the queue and decided", async ({ page, person: _ }) => {
    await playEntities(page);
    const decided = { status: "match", decision: { ...WAITING.decision, outcome: "match", expires_on: null } };
    const sent = await playScreening(page, { decided });
    await page.goto("/sanctions/alerts/");
    await expect(page.getByTestId("alert-row")).toHaveCount(1);
    await page.getByLabel("State").selectOption("Match");
    await expect(page.getByText("No alert matches.")).toBeVisible();
    await expectAccessible(page, "no alerts");
    await page.getByLabel("State").selectOption("Open");
    await page.getByRole("searchbox").fill("vossen");
    await expect(page).toHaveURL(/\?q=vossen$/);
    await page.getByTestId("alert-row").getByRole("link", { name: SUBJECT }).focus();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(ALERT_ADDRESS);
    const row = (name: string) => page.getByRole("row", { name });
    await expect(row("Date of birth")).toContainText(/supports the match.*1960-03.*12 Mar 1960/);
    await expect(row("Identifiers")).toContainText(/Passport NL778812.*Passport NL778812/);
    await expect(row("Names")).toContainText(ENTRY_NAME);
    await page.getByRole("radio", { name: "Match", exact: true }).focus();
    await page.keyboard.press("Space");
    await expect(page.getByLabel("Expires on")).toHaveCount(0);
    await page.getByRole("radio", { name: "Not a match" }).check();
    await expect(page.getByLabel("Expires on")).toBeVisible();
    await page.getByRole("radio", { name: "Match", exact: true }).check();
    await expect(page.getByRole("button", { name: "Decide" })).toBeDisabled();
    await page.getByLabel("Reason").fill("The same passport and year of birth.");
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await expectAccessible(page, `an alert, ${colorScheme}`);
    }
    await page.setViewportSize({ width: 375, height: 667 });
    await expectNoOverflow(page);
    await page.getByRole("button", { name: "Decide" }).click();
    await expect(page.getByText("by another account")).toBeVisible();
    await expect(page.getByRole("button", { name: "Decide" })).toHaveCount(0);
    expect(sent.map(({ body }) => body)).toEqual([
      expect.objectContaining({ entity_version: 2, outcome: "match", reason: "The same passport and year of birth." }),
    ]);
    await page.getByRole("link", { name: "Alerts" }).last().click();
    await expect(page).toHaveURL(/\/sanctions\/alerts\/\?q=vossen$/);
    await expect(page.getByText("No alert matches.")).toBeVisible();
  });

  test("a decision of another account is confirmed", async ({ page, person: _ }) => {
    const sent = await playScreening(page, { alert: WAITING, decided: { status: "not_match" } });
    await page.goto(ALERT_ADDRESS);
    await expect(page.getByText("Another account decided. Confirm or refuse the decision.")).toBeVisible();
    await expectAccessible(page, "an alert that waits");
    await page.getByRole("button", { name: "Confirm the decision" }).click();
    await expect(page.getByRole("button", { name: "Confirm the decision" })).toHaveCount(0);
    expect(sent.map(({ body }) => body)).toEqual([{ accept: true, decision_id: WAITING.decision.id }]);
  });

  test("an alert that has changed meanwhile can be reloaded", async ({ page, watch, person: _ }) => {
    watch.allowResponse(409, /\/decision$/);
    await playScreening(page);
    const problem = { error: "conflict", title: "Conflict", status: 409, detail: "the alert is decided", timestamp: "" };
    await page.route("**/decision", (route) => route.fulfill({ status: 409, json: problem }));
    await page.goto(ALERT_ADDRESS);
    await page.getByRole("radio", { name: "Not a match" }).check();
    await page.getByLabel("Reason").fill("Another date of birth.");
    await page.getByRole("button", { name: "Decide" }).click();
    await expect(page.getByText("The alert has changed meanwhile, and nothing was stored.")).toBeVisible();
    await page.getByRole("button", { name: "Reload the alert" }).click();
    await expect(page.getByText("The alert has changed meanwhile")).toHaveCount(0);
    await expect(page.getByLabel("Reason")).toHaveValue("Another date of birth.");
  });
});

test.describe("as an auditor", () => {
  test.use({ role: "auditor" });

  test("alerts can be read without a right to decide", async ({ page, person: _ }) => {
    await playScreening(page);
    await page.goto(ALERT_ADDRESS);
    await expect(page.getByText("The alert is open. Your account cannot decide about it.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Decide" })).toHaveCount(0);
    await page.goto("/sanctions/alert/");
    await expect(page.getByRole("heading", { name: "Alert not found" })).toBeVisible();
  });
});
