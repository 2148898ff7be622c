import { logIn } from "../src/copilot-page.ts";
import { oneTimeCode } from "../src/one-time-code.ts";
import { cookiesOf } from "../src/people.ts";
import { expect, test } from "../src/test.ts";

test("login requires an added second factor", async ({ page, copilot, person, watch }) => {
  watch.allowResponse(401, /^\/api\/auth\/(me|refresh|login)$/);
  await page.goto("/account/");
  await page.getByRole("button", { name: "Add an authenticator" }).click();
  const dialog = page.getByRole("dialog", { name: "Add an authenticator" });
  await dialog.getByLabel("Password").fill(person.password);
  await dialog.getByRole("button", { name: "Continue" }).click();
  const secret = await dialog.locator("pre").innerText();
  await dialog.getByLabel("Code from the app").fill(oneTimeCode(secret));
  await dialog.getByRole("button", { name: "Confirm" }).click();
  const codes = page.getByRole("dialog", { name: "Recovery codes" });
  expect((await codes.locator("pre").innerText()).split("\n")).toHaveLength(10);
  await codes.getByRole("button", { name: "I have saved them" }).click();
  await expect(page.getByText("10 recovery codes left.")).toBeVisible();

  await page.getByRole("button", { name: /account of/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/login\/$/);
  await logIn(page, person);
  const code = page.getByLabel("Authentication code");
  await expect(code).toBeFocused();
  await code.fill("000000");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  // a code works once, and the next one is accepted half a minute early
  await code.fill(oneTimeCode(secret, 1));
  await page.getByRole("button", { name: "Sign in" }).click();
  await copilot.waitUntilReady();
});

test("people change their own name", async ({ page, person }) => {
  const name = `${person.name} Odongo`;
  await page.goto("/account/");
  const field = page.getByLabel("Name", { exact: true });
  await expect(field).toHaveValue(person.name);
  await field.fill(name);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Your name was changed.")).toBeVisible();
  await expect(page.getByRole("button", { name: `account of ${name}` })).toBeVisible();
  await page.reload();
  await expect(field).toHaveValue(name);
});

test("password change keeps the session", async ({ page, person, watch }) => {
  watch.allowResponse(400, /^\/api\/auth\/password$/);
  watch.allowResponse(422, /^\/api\/auth\/password$/);
  const changed = `${person.password}-new`;
  await page.goto("/account/");
  await page.getByLabel("Current password").fill(person.password);
  await page.getByLabel("New password").fill(person.password);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Choose another password: this is the current one." })).toBeVisible();
  await expect(page.getByLabel("New password")).toBeFocused();
  await page.getByLabel("New password").fill(changed);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Your password was changed.")).toBeVisible();
  await expect(page.getByLabel("Current password")).toHaveValue("");
  await page.context().addCookies(await cookiesOf({ ...person, password: changed }));
  await page.reload();
  await expect(page.getByText("This browser")).toBeVisible();
});

test("another session can be signed out", async ({ page, person, browser }) => {
  const elsewhere = await browser.newContext();
  await elsewhere.addCookies(await cookiesOf(person));
  await page.goto("/account/");
  const others = page.getByRole("button", { name: /^Sign out of/ });
  await expect(others).toHaveCount(1);
  await expect(page.getByText("This browser")).toBeVisible();
  await others.click();
  await expect(others).toHaveCount(0);
  expect((await elsewhere.request.get("/api/auth/me")).status()).toBe(401);
  await elsewhere.close();
});

test("an API key works until revoked", async ({ page, person, playwright, baseURL }) => {
  await page.goto("/account/");
  await expect(page.getByText("You have no API keys.")).toBeVisible();
  await page.getByRole("button", { name: "New key" }).click();
  const dialog = page.getByRole("dialog", { name: "New API key" });
  await dialog.getByLabel("Name").fill("Nightly report");
  await expect(dialog.getByLabel("Administer")).toHaveCount(0);
  await dialog.getByLabel("Your password").fill(person.password);
  await dialog.getByRole("button", { name: "Create key" }).click();
  const shown = page.getByRole("dialog", { name: "Your new key" });
  const key = await shown.locator("pre").innerText();
  await shown.getByRole("button", { name: "I have saved it" }).click();
  const program = await playwright.request.newContext({
    ...(baseURL ? { baseURL } : {}),
    extraHTTPHeaders: { authorization: `Bearer ${key}` },
  });
  expect((await program.get("/api/v1/documents")).status()).toBe(200);
  await page.getByRole("button", { name: "Revoke Nightly report" }).click();
  await page.getByRole("dialog", { name: "Revoke this key?" }).getByRole("button", { name: "Revoke key" }).click();
  await expect(page.getByText("You have no API keys.")).toBeVisible();
  expect((await program.get("/api/v1/documents")).status()).toBe(401);
  await program.dispose();
});
