import { confirmedPerson } from "../src/confirmed-person.ts";
import { addDocument, demoDocument } from "../src/documents.ts";
import { uniqueWord } from "../src/environment.ts";
import { pdfOf } from "../src/pdf.ts";
import { cookiesOf, newPerson } from "../src/people.ts";
import { expect, test } from "../src/test.ts";

test("a shared document is read-only for others", async ({ page, browser, baseURL, person: _ }) => {
  const word = uniqueWord();
  const reader = await confirmedPerson(browser);

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
  await access.getByLabel("E-mail address").fill(reader.email);
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

const NOT_SHARED = "This document is not shared with you, or it was deleted.";

test("a document is read page by page at its address", async ({ page, context, person: _ }) => {
  const word = uniqueWord();
  const name = `${word}.pdf`;
  const pages = [1, 2, 3].map((number) => [{ left: 72, bottom: 700, text: `Sheet ${number} of the ${word} scheme.` }]);
  await addDocument(page, name, pdfOf(pages));
  await page.getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page).toHaveURL(/\/documents\/document\/\?id=[0-9a-f-]{36}$/);
  await expect(page).toHaveTitle(`${name} · SISUiQ`);
  await expect(page.getByText("Only you")).toBeVisible();
  const turner = page.getByRole("navigation", { name: "Pages of the document" });
  const number = turner.getByRole("textbox", { name: "Page number" });
  await expect(turner).toContainText("of 3");
  await expect(page.getByTestId("pdf-page")).toHaveAttribute("data-drawn", "true");

  const next = turner.getByRole("button", { name: "Next page" });
  await next.focus();
  await page.keyboard.press("Enter");
  await expect(number).toHaveValue("2");
  await page.keyboard.press("Enter");
  await expect(number).toHaveValue("3");
  await expect(page).toHaveURL(/&page=3$/);
  await expect(next).toBeDisabled();
  await expect(next).toBeFocused();
  await page.reload();
  await expect(number).toHaveValue("3");
  await expect(page.getByRole("img", { name: `Page 3 of ${name}` })).toBeVisible();

  await number.fill("2");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/&page=2$/);
  await page.getByRole("tab", { name: "Text" }).click();
  await expect(page.getByRole("region", { name: "Text of page 2" })).toContainText(`Sheet 2 of the ${word} scheme.`);
  await expect(page).toHaveURL(/&page=2&view=text$/);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByRole("region", { name: "Text of page 2" })).toContainText(`Sheet 2 of the ${word} scheme.`);
  await other.goto(page.url().replace("page=2", "page=40"));
  await expect(other.getByText("There is no page 40. This document has 3 pages.")).toBeVisible();
  await other.getByRole("button", { name: "Go to page 3" }).click();
  await expect(other.getByRole("region", { name: "Text of page 3" })).toContainText(`Sheet 3 of the ${word} scheme.`);
  await other.close();

  // turning pages leaves no trace behind
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Documents" })).toBeVisible();
  await page.getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("dialog", { name: "Delete this document?" }).getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Documents" })).toBeVisible();
  await expect(page.getByText("No documents yet.").or(page.getByTestId("document-row").first())).toBeVisible();
  await expect(page.getByRole("link", { name })).toHaveCount(0);
});

test("a document of somebody else looks like one that does not exist", async ({ page, browser, baseURL, person: _, watch }) => {
  const word = uniqueWord();
  const name = `${word}.pdf`;
  await addDocument(page, name, pdfOf([[{ left: 72, bottom: 700, text: `The ${word} substation was finished in March 2027.` }]]));
  await page.getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  const address = page.url();
  const id = new URL(address).searchParams.get("id") ?? "";

  const context = await browser.newContext({ baseURL: baseURL ?? "" });
  await context.addCookies(await cookiesOf(await newPerson()));
  const stranger = await context.newPage();
  const contents: string[] = [];
  for (const other of [address, address.replace(id, "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11"), address.replace(id, "nonsense")]) {
    await stranger.goto(other);
    await expect(stranger.getByText(NOT_SHARED)).toBeVisible();
    await expect(stranger).toHaveTitle("Document · SISUiQ");
    contents.push(await stranger.getByRole("main").innerHTML());
  }
  expect(new Set(contents).size, "the pages do not differ").toBe(1);
  expect(contents[0]).not.toContain(word);
  await stranger.getByRole("link", { name: "Go to all documents" }).click();
  await expect(stranger.getByRole("heading", { level: 1, name: "Documents" })).toBeVisible();
  await context.close();

  watch.allowResponse(404, /^\/api\/documents\//);
  expect((await page.request.delete(`/api/documents/${id}`)).status()).toBe(204);
  await page.reload();
  await expect(page.getByText(NOT_SHARED)).toBeVisible();
});

test("a citation leads to its document", async ({ page, copilot, person: _ }) => {
  const id = await demoDocument(page.request);
  await copilot.open();
  await copilot.ask("How many staff will be trained in live-line work in 2028?");
  const panel = await copilot.openCitation();
  await expect(panel.getByRole("heading", { name: "strategic_plan.pdf" })).toBeVisible();
  const conversation = page.url();
  await panel.getByRole("link", { name: "Open the document" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "strategic_plan.pdf" })).toBeVisible();
  expect(new URL(page.url()).searchParams.get("id")).toBe(id);
  await expect(page.getByRole("textbox", { name: "Page number" })).toHaveValue("2");
  await page.goBack();
  await expect(page).toHaveURL(conversation);
  await expect(page.getByTestId("citation-panel")).toBeVisible();
});
