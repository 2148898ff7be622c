import { randomUUID } from "node:crypto";

import { logIn } from "../src/copilot-page.ts";
import { linkInMail } from "../src/mail.ts";
import { newPerson } from "../src/people.ts";
import { asAdministrator, expect, test } from "../src/test.ts";

const PASSWORD = "Marabou-Stork-17-walks!";

test.describe("as an administrator", () => {
  test.use(asAdministrator);

  test("an invited person sets a password and signs in", async ({ page, browser, watch }) => {
    const email = `grace.${randomUUID().slice(0, 8)}@example.com`;
    await page.goto("/admin/users/");
    await page.getByRole("button", { name: "Invite a person" }).click();
    const dialog = page.getByRole("dialog", { name: "Invite a person" });
    await expect(dialog.getByLabel("E-mail")).toBeFocused();
    await dialog.getByLabel("E-mail").fill(email);
    await dialog.getByLabel("Name").fill("Grace Akello");
    await dialog.getByLabel("Role").selectOption("analyst");
    await dialog.getByRole("button", { name: "Send the invitation" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Grace Akello" })).toBeVisible();
    await expect(page.getByText("Invited", { exact: true })).toBeVisible();
    await expect(page.getByText(`The invitation was sent to ${email}.`)).toBeVisible();
    await expect(page).not.toHaveURL(/invited/);
    const address = page.url();

    const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
    const visitor = await context.newPage();
    await visitor.goto(await linkInMail(email, "You are invited to SISUiQ"));
    await expect(visitor.getByText(email)).toBeVisible();
    await visitor.getByLabel("New password").fill("password1");
    await visitor.getByRole("button", { name: "Create the account" }).click();
    await expect(visitor.getByRole("alert").filter({ hasText: "Choose a stronger password" })).toBeVisible();
    await expect(visitor.getByLabel("New password")).toBeFocused();
    await visitor.getByLabel("New password").fill(PASSWORD);
    await visitor.getByRole("button", { name: "Create the account" }).click();
    await visitor.getByRole("link", { name: "Sign in" }).click();
    await logIn(visitor, { email, password: PASSWORD });
    await expect(visitor.getByTestId("chat-input")).toBeVisible();

    await page.goto(address);
    await expect(page.getByText("Active", { exact: true })).toBeVisible();
    await expect(page.getByText("1 active session")).toBeVisible();
    await page.getByRole("button", { name: "Deactivate" }).click();
    await page.getByRole("dialog", { name: "Deactivate this account?" }).getByRole("button", { name: "Deactivate" }).click();
    await expect(page.getByText("Deactivated", { exact: true })).toBeVisible();
    await visitor.goto("/account/");
    await expect(visitor.getByRole("heading", { name: "Sign in to SISUiQ" })).toBeVisible();
    await logIn(visitor, { email, password: PASSWORD });
    await expect(visitor.getByText("The e-mail address or the password is wrong.")).toBeVisible();
    await page.getByRole("button", { name: "Reactivate" }).click();
    await page.getByRole("dialog", { name: "Reactivate this account?" }).getByRole("button", { name: "Reactivate" }).click();
    await expect(page.getByText("Active", { exact: true })).toBeVisible();
    await context.close();

    watch.allowResponse(400, /^\/api\/auth\/invitations$/);
    await page.goto("/invitation/#token=sisuiq_invite_used");
    await expect(page.getByText("ask an administrator for another invitation")).toBeVisible();
  });

  test("name, role and credentials of an account change", async ({ page }) => {
    const person = await newPerson();
    await page.goto(`/admin/users/?q=${encodeURIComponent(person.email)}`);
    await page.getByRole("link", { name: person.email }).click();
    await expect(page.getByRole("heading", { level: 1, name: person.name })).toBeVisible();
    await page.getByLabel("Name").fill("Okello B.");
    await page.getByLabel("Role").selectOption("auditor");
    await expect(page.getByText("Changes nothing.")).toBeVisible();
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Okello B." })).toBeVisible();
    await page.reload();
    await expect(page.getByLabel("Role")).toHaveValue("auditor");
    await page.getByRole("button", { name: "Send a reset" }).click();
    await page.getByRole("button", { name: "Send the link" }).click();
    await expect(page.getByText("The link was sent.")).toBeVisible();
    expect(await linkInMail(person.email, "Reset your password")).toMatch(/^\/reset-password\/?#token=/);
    await page.getByRole("link", { name: "All users" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Users" })).toBeVisible();
  });

  test("administrators cannot deactivate themselves", async ({ page }) => {
    const { id } = (await (await page.request.get("/api/auth/me")).json()) as { id: string };
    await page.goto(`/admin/user/?id=${id}`);
    await expect(page.getByText("This is your own account.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Deactivate" })).toHaveCount(0);
    await expect(page.getByLabel("Role")).toBeDisabled();
  });
});

test("a forgotten password is replaced", async ({ page, watch, copilot }) => {
  watch.allowResponse(401, /^\/api\/auth\/(me|refresh)$/);
  const person = await newPerson();
  await page.goto("/login/");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  // The form left behind has a field of the same name.
  await expect(page.getByRole("heading", { level: 1, name: "Forgot your password?" })).toBeVisible();
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByRole("button", { name: "Send a link" }).click();
  await expect(page.getByText("a message with a link is on its way")).toBeVisible();
  await page.goto(await linkInMail(person.email, "Reset your password"));
  await page.getByLabel("New password").fill(PASSWORD);
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByText("Your password was changed.")).toBeVisible();
  await page.getByRole("link", { name: "Sign in" }).click();
  await logIn(page, { email: person.email, password: PASSWORD });
  await copilot.waitUntilReady();
});

test("an e-mail address is confirmed by its link", async ({ page, person }) => {
  await page.goto("/account/");
  await expect(page.getByRole("button", { name: "Send me a link to confirm it" })).toBeVisible();
  await page.goto(await linkInMail(person.email, "Confirm your e-mail address"));
  await expect(page.getByText("Your e-mail address is confirmed.")).toBeVisible();
  await page.goto("/account/");
  await expect(page.getByText("Your e-mail address is confirmed.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Send me a link to confirm it" })).toHaveCount(0);
  await page.goto("/verify-email/");
  await expect(page.getByText("This link is incomplete.")).toBeVisible();
});
