import { uniqueWord } from "../src/environment.ts";
import { pdfOf } from "../src/pdf.ts";
import { asAdmin, cookiesOf, newPerson } from "../src/people.ts";
import { expect, test } from "../src/test.ts";

test("a shared document is read-only for others", async ({ page, browser, baseURL, person: _ }) => {
  const word = uniqueWord();
  const reader = await newPerson();
  const admin = await asAdmin();
  const found = (await (await admin.get(`/api/admin/users?q=${reader.email}`)).json()) as { data: { id: string }[] };
  const readerId = found.data[0]?.id ?? "";
  await admin.dispose();

  await page.goto("/documents/");
  await expect(page.getByRole("heading", { level: 1, name: "Documents" })).toBeVisible();
  await page.getByRole("button", { name: "Add documents" }).click();
  const dialog = page.getByRole("dialog", { name: "Add documents" });
  const file = pdfOf([[{ left: 72, bottom: 700, text: `The ${word} substation was finished in March 2027.` }]]);
  await dialog.locator('input[type="file"]').setInputFiles({ name: `${word}.pdf`, mimeType: "application/pdf", buffer: file });
  await dialog.getByRole("button", { name: "Upload 1 file" }).click();
  await expect(dialog.getByText("Ready", { exact: true })).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press("Escape");

  const row = page.getByTestId("document-row").filter({ hasText: `${word}.pdf` });
  await expect(row).toContainText("Only you");
  await row.getByRole("button", { name: `Actions for ${word}.pdf` }).click();
  await page.getByRole("menuitem", { name: "Manage access" }).click();
  const access = page.getByRole("dialog", { name: "Document access" });
  await access.getByLabel("Account ID").fill(readerId);
  await access.getByRole("button", { name: "Share", exact: true }).click();
  await expect(access.getByText(reader.email)).toBeVisible();
  await access.getByRole("button", { name: "Done" }).click();

  const other = await browser.newContext({ baseURL: baseURL ?? "" });
  await other.addCookies(await cookiesOf(reader));
  const theirs = await other.newPage();
  await theirs.goto("/documents/");
  const shared = theirs.getByTestId("document-row").filter({ hasText: `${word}.pdf` });
  await expect(shared).toContainText("Shared with you");
  await expect(shared.getByRole("button")).toHaveCount(0);
  await other.close();

  await row.getByRole("button", { name: `Actions for ${word}.pdf` }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("dialog", { name: "Delete this document?" }).getByRole("button", { name: "Delete" }).click();
  await expect(row).toHaveCount(0);
});
