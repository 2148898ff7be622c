import { addDocument } from "../src/documents.ts";
import { uniqueWord } from "../src/environment.ts";
import { pdfOf } from "../src/pdf.ts";
import { expect, test } from "../src/test.ts";

test("a failed form shows its fault", async ({ page, person, watch }) => {
  watch.allowResponse(400, /^\/api\/auth\/(password|totp)$/);
  await page.goto("/account/");
  await page.getByLabel("Current password").fill(person.password);
  await page.getByLabel("New password").fill("password1");
  await page.getByRole("button", { name: "Change password" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "Choose a stronger password" })).toBeVisible();
  await expect(page.getByLabel("New password")).toBeFocused();

  await page.getByRole("button", { name: "Add an authenticator" }).click();
  const dialog = page.getByRole("dialog", { name: "Add an authenticator" });
  await dialog.getByLabel("Password").fill("Not-the-password-1");
  await dialog.getByRole("button", { name: "Continue" }).click();
  await expect(dialog.getByRole("alert")).toBeVisible();
  await expect(dialog.getByLabel("Password")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Add an authenticator" })).toBeFocused();
});

test("a deletion passes the focus on", async ({ page, person }) => {
  for (const name of ["first", "second"]) {
    const data = { name, password: person.password, scopes: ["read"], expires_in_days: 1 };
    expect((await page.request.post("/api/auth/api-keys", { data })).ok()).toBe(true);
  }
  await page.goto("/account/");
  const keys = page.getByRole("button", { name: /^Revoke / });
  await expect(keys).toHaveCount(2);
  await keys.first().focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Revoke this key?" });
  await dialog.getByRole("button", { name: "Revoke key" }).click();
  await expect(keys).toHaveCount(1);
  await expect(keys.first()).toBeFocused();
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Revoke key" }).click();
  await expect(page.getByText("You have no API keys.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "API keys" })).toBeFocused();
});

test("another page has the focus when the link is gone", async ({ page, person: _ }) => {
  await page.goto("/home/");
  await expect(page.getByRole("heading", { level: 1, name: /^Welcome, / })).toBeVisible();
  // not on the first page: the Tab key starts at its top
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("BODY");
  await page.getByRole("main").getByRole("link", { name: "All documents" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Documents" })).toBeVisible();
  await expect(page).toHaveTitle("Documents · SISUiQ");
  await expect(page.locator("main#content")).toBeFocused();
  // screen readers say the title
  await expect(page.locator("main#content")).toHaveAccessibleName("Documents · SISUiQ");
  await page.keyboard.press("Tab");
  await expect(page.locator("main#content")).not.toHaveAttribute("aria-label");

  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: /^Welcome, / })).toBeVisible();
  await expect(page.locator("main#content")).toBeFocused();
});

test("a field of another page keeps the focus", async ({ page, copilot, person: _ }) => {
  await page.goto("/documents/");
  await expect(page.getByRole("heading", { level: 1, name: "Documents" })).toBeVisible();
  await page.getByRole("navigation", { name: "Knowledge" }).getByRole("link", { name: "Ask", exact: true }).focus();
  await page.keyboard.press("Enter");
  await copilot.waitUntilReady();
  await expect(copilot.input).toBeFocused();
});

test("the next document has the focus after a deletion", async ({ page, person: _ }) => {
  const [first, second] = [`${uniqueWord()}.pdf`, `${uniqueWord()}.pdf`];
  for (const name of [first, second]) {
    await addDocument(page, name, pdfOf([[{ left: 72, bottom: 700, text: `All about ${name}.` }]]));
  }
  const remove = async (name: string) => {
    await page.getByRole("button", { name: `Actions for ${name}` }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.getByRole("dialog", { name: "Delete this document?" }).getByRole("button", { name: "Delete" }).click();
    await expect(page.getByRole("link", { name })).toHaveCount(0);
  };
  await expect(page.getByRole("link", { name: second })).toBeVisible();
  await remove(second);
  await expect(page.getByTestId("document-row").locator(":focus")).toHaveCount(1);
  await page.getByRole("link", { name: first }).click();
  await expect(page.getByRole("heading", { level: 1, name: first })).toBeVisible();
  await remove(first);
  await expect(page.getByRole("heading", { level: 1, name: "Documents" })).toBeFocused();
});
