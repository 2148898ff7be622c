import { type APIRequestContext, type Locator, type Page, request } from "@playwright/test";

import { ADMIN, URL_OF_PRODUCT, uniqueWord } from "../src/environment.ts";
import { pdfOf } from "../src/pdf.ts";
import { cookiesOf, newPerson } from "../src/people.ts";
import { retryWhileRateLimited } from "../src/rate-limit.ts";
import { asAdministrator, expect, test } from "../src/test.ts";

/** The page size of lists. */
const PAGE = 25;

test.use(asAdministrator);

const rows = (page: Page): Locator => page.locator("tbody").getByRole("row");

test("overview shows usage and system health", async ({ page }) => {
  await page.goto("/admin/");
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  for (const label of ["Users", "Sessions", "Messages", "Documents", "Chunks", "Analytics"]) {
    await expect(page.getByRole("term").filter({ hasText: new RegExp(`^${label}$`) })).toBeVisible();
  }
  await expect(page.getByTestId("stat-documents").getByRole("definition")).toHaveText(/^[1-9][\d,]*$/);
  await expect(page.getByText("Lists leave out private ones that are not shared with you.")).toBeVisible();
  await expect(page.getByText("Vector store")).toBeVisible();
  await expect(page.getByText("Healthy", { exact: true }).first()).toBeVisible();
});

test("users can be searched, filtered, sorted", async ({ page }) => {
  const people = [await newPerson(), await newPerson(), await newPerson("admin")];
  await page.goto("/admin/users/");
  await expect(page.getByRole("heading", { level: 1, name: "Users" })).toBeVisible();
  await expect(rows(page).filter({ hasText: people[0]?.email ?? "" })).toContainText("User");
  await page.getByRole("button", { name: "E-mail" }).click();
  await expect(page).toHaveURL(/sort=email/);
  await expect(page.getByRole("columnheader", { name: "E-mail" })).toHaveAttribute("aria-sort", "ascending");
  await page.getByRole("button", { name: "E-mail" }).click();
  await expect(page).toHaveURL(/sort=-email/);
  await page.goBack();
  await expect(page).toHaveURL(/sort=email/);
  await expect(page.locator('[aria-busy="false"]')).toBeVisible();
  const emails = await rows(page).locator("td:first-child").allInnerTexts();
  expect(emails).toEqual([...emails].sort());

  const search = page.getByRole("searchbox", { name: "Search by e-mail or name" });
  await search.fill(people[2]?.email ?? "");
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText("Admin");
  await page.getByRole("combobox", { name: "Role" }).selectOption("user");
  await expect(page.getByText("No account matches.")).toBeVisible();
  await page.reload();
  await expect(search).toHaveValue(people[2]?.email ?? "");
});

test("conversations of all users are readable", async ({ page }) => {
  await page.goto("/admin/sessions/?q=Compliance+review");
  const session = page.getByTestId("admin-session-row");
  await expect(session).toHaveCount(1);
  await expect(session).toContainText(["Demo Admin"]);
  await expect(session).toContainText(ADMIN.email);
  await page.getByRole("searchbox", { name: "Search in titles" }).fill("");
  await expect(session).not.toHaveCount(1);
  await page.getByRole("combobox", { name: "Mode" }).selectOption("regulatory");
  await expect(page).toHaveURL(/mode=regulatory/);
  await expect(session.filter({ hasNotText: "Regulatory Advisor" })).toHaveCount(0);
  await page.getByRole("button", { name: "Created" }).click();
  await expect(page.getByRole("columnheader", { name: "Created" })).toHaveAttribute("aria-sort", "ascending");

  await page.goto("/admin/sessions/?q=Compliance+review");
  await session.getByRole("link", { name: "Compliance review of outage reporting" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Compliance review of outage reporting" })).toBeVisible();
  await expect(page.getByText("4 messages")).toBeVisible();
  await expect(page.getByRole("article", { name: "Question" })).toHaveCount(2);
  await expect(page.getByRole("article", { name: "Answer" })).toHaveCount(2);
  await page.getByRole("link", { name: "All sessions" }).click();
  await expect(page).toHaveURL(/\/admin\/sessions\/\?q=Compliance\+review$/);
});

test("feedback opens with question, answer, sources", async ({ page }) => {
  const word = uniqueWord();
  const person = await newPerson();
  const api = await request.newContext({ baseURL: URL_OF_PRODUCT, storageState: { cookies: await cookiesOf(person), origins: [] } });
  const message = "How many staff will be trained in live-line work in 2028?";
  const answer = await retryWhileRateLimited(200, () => api.post("/api/chat", { data: { message } }));
  const { answer_id: id } = (await answer.json()) as { answer_id: string };
  const data = { rating: "down", is_inaccurate: true, comment: `The page is wrong, says ${word}.` };
  await retryWhileRateLimited(200, () => api.put(`/api/chat/answers/${id}/feedback`, { data }));

  await page.goto("/admin/feedback/");
  await expect(page.getByRole("heading", { level: 1, name: "Feedback" })).toBeVisible();
  const row = page.getByTestId("feedback-row").filter({ hasText: word });
  await expect(row).toContainText(["Inaccurate"]);
  await expect(row).toContainText(person.email);
  await page.getByRole("combobox", { name: "Rating" }).selectOption("up");
  await expect(page).toHaveURL(/rating=up/);
  await expect(row).toHaveCount(0);
  await page.getByRole("combobox", { name: "Rating" }).selectOption("Not helpful");
  await expect(page).toHaveURL(/rating=down/);
  await expect(row).toHaveCount(0);
  await page.getByRole("combobox", { name: "Rating" }).selectOption("Inaccurate");
  const question = row.getByRole("button", { name: message });
  await question.focus();
  await page.keyboard.press("Enter");
  const details = page.getByRole("dialog", { name: "Rated answer" });
  await expect(details.getByRole("region", { name: "Comment" })).toContainText(word);
  await expect(details.getByRole("region", { name: "Question" })).toContainText(message);
  await expect(details.getByRole("region", { name: "Answer" })).not.toBeEmpty();
  await expect(details.getByRole("region", { name: "Sources" })).toContainText(/page \d+/);
  const download = page.waitForEvent("download");
  await details.getByRole("button", { name: "Download the record" }).click();
  expect((await download).suggestedFilename()).toBe(`answer-${id}.json`);
  await page.keyboard.press("Escape");
  await expect(details).toBeHidden();
  await expect(question).toBeFocused();
  await question.click();
  await details.getByRole("link", { name: "Open the conversation" }).click();
  await expect(page.getByRole("article", { name: "Question" })).toHaveCount(1);
  await api.dispose();
});

test("a table opens with its details", async ({ page }) => {
  await page.goto("/admin/analytics/?q=outages");
  await expect(page.getByRole("heading", { level: 1, name: "Analytics" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Outages per month" })).toBeVisible();
  const table = rows(page).getByRole("button").first();
  const name = await table.innerText();
  await table.click();
  const details = page.getByRole("dialog", { name });
  await expect(details.getByText("SAIDI")).toBeVisible();
  await expect(details.getByRole("region", { name: "First rows" }).getByRole("row")).not.toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(details).toBeHidden();
});

test("an uploaded table gets its indices", async ({ page }) => {
  const name = `Interruptions in ${uniqueWord()}`;
  await page.goto("/admin/analytics/");
  await page.getByRole("button", { name: "Upload a table" }).click();
  const dialog = page.getByRole("dialog", { name: "Upload a table" });
  const content =
    "date,region,cause,duration_hours,affected_customers\n2026-01-02,Central,weather,2.5,120\n2026-02-03,Eastern,vegetation,0.5,14\n";
  await dialog.locator('input[type="file"]').setInputFiles({ name: `${name}.csv`, mimeType: "text/csv", buffer: Buffer.from(content) });
  await dialog.getByLabel("Customers served").fill("1000");
  await dialog.getByRole("button", { name: "Upload", exact: true }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole("searchbox", { name: "Search by name" }).fill(name);
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText("134");
  const { data } = (await (await page.request.get("/api/ingest/data?limit=100")).json()) as {
    data: { id: string; dataset_name: string }[];
  };
  const stored = data.find(({ dataset_name }) => dataset_name === name);
  expect((await page.request.delete(`/api/ingest/data/${stored?.id}`)).ok()).toBe(true);
});

test("documents are paged, sorted, filtered, deleted", async ({ page }) => {
  test.slow();
  const word = uniqueWord();
  // uploads are rate limited by account, so this test has its own
  const api = await request.newContext({
    baseURL: URL_OF_PRODUCT,
    storageState: { cookies: await cookiesOf(await newPerson("admin")), origins: [] },
  });
  const ids = await createDocuments(api, word, PAGE + 1);
  await page.goto(`/admin/documents/?q=${word}&sort=name`);
  const pages = page.getByRole("navigation", { name: "Pages" });
  await expect(pages).toContainText(`1–${PAGE} of ${PAGE + 1}`);
  await expect(rows(page).first()).toContainText(`${word} 01`);
  await pages.getByRole("button", { name: "Next page" }).click();
  await expect(pages).toContainText(`${PAGE + 1}–${PAGE + 1} of ${PAGE + 1}`);
  await expect(rows(page)).toHaveText([new RegExp(`${word} 26`)]);
  await expect(pages.getByRole("button", { name: "Next page" })).toBeDisabled();
  await page.getByRole("button", { name: "Name", exact: true }).click();
  await expect(page).toHaveURL(/sort=-name/);
  await expect(rows(page).first()).toContainText(`${word} 26`);
  await page.getByRole("combobox", { name: "Type" }).selectOption("report");
  await expect(page.getByText("No document matches.")).toBeVisible();
  await page.getByRole("combobox", { name: "Type" }).selectOption("strategy");
  await expect(rows(page)).toHaveCount(PAGE);

  await page.getByRole("button", { name: `Actions for ${word} 26.pdf` }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("dialog", { name: "Delete this document?" }).getByRole("button", { name: "Delete" }).click();
  await expect(rows(page).first()).toContainText(`${word} 25`);
  for (const id of ids.slice(0, PAGE)) {
    await retryWhileRateLimited(204, () => api.delete(`/api/documents/${id}`));
  }

  // the deletions fill more than one page of the audit log
  await page.goto("/admin/audit/?action=delete_document");
  await expect(page.getByRole("heading", { level: 1, name: "Audit log" })).toBeVisible();
  await expect(pages).toContainText(`1–${PAGE} of`);
  await expect(rows(page).filter({ hasNotText: "Delete document" })).toHaveCount(0);
  await pages.getByRole("button", { name: "Next page" }).click();
  await expect(pages).toContainText(`${PAGE + 1}–`);
  await page.getByRole("combobox", { name: "Outcome" }).selectOption("refused");
  await expect(page).not.toHaveURL(/page=2/);
  await expect(page.getByText("Filters do not change the export")).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export the whole log" }).click();
  expect((await download).suggestedFilename()).toBe("audit.ndjson");
  await api.dispose();
});

test("a document leads back to the list of the administration", async ({ page }) => {
  await page.goto("/admin/documents/?q=strategic_plan");
  await page.getByRole("link", { name: "strategic_plan.pdf" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "strategic_plan.pdf" })).toBeVisible();
  const back = page.getByRole("link", { name: "All documents" });
  await back.click();
  await expect(page).toHaveURL(/\/admin\/documents\/\?q=strategic_plan$/);
  await page.goBack();
  await page.reload();
  await back.click();
  await expect(page).toHaveURL(/\/admin\/documents\/$/);
  await expect(page.getByRole("columnheader", { name: "Chunks" })).toBeVisible();
});

test("upload reports unreadable files", async ({ page, watch }) => {
  watch.allowResponse(400, /^\/api\/ingest\/docs\/async$/);
  const word = uniqueWord();
  const good = pdfOf([[{ left: 72, bottom: 700, text: `The ${word} substation was finished in March 2027.` }]]);
  await page.goto("/admin/documents/");
  await page.locator('input[type="file"][multiple]').setInputFiles([
    { name: `${word}.pdf`, mimeType: "application/pdf", buffer: good },
    { name: `${word}-broken.pdf`, mimeType: "application/pdf", buffer: Buffer.from(`this is none: ${word}`) },
    { name: `${word}.txt`, mimeType: "text/plain", buffer: Buffer.from(word) },
  ]);
  const uploads = page.getByRole("region", { name: "Uploads" });
  await uploads.getByLabel(`Type of ${word}.pdf`).selectOption("strategy");
  await uploads.getByLabel(`Source of ${word}.pdf`).selectOption("uetcl");
  await uploads.getByRole("button", { name: "Upload 2 files" }).click();
  const states = uploads.getByRole("status");
  await expect(states).toHaveText(["Ready", "Failed", "Not accepted"], { timeout: 60_000 });
  await expect(uploads.getByText("Only PDF files are supported.")).toBeVisible();
  await page.getByRole("searchbox", { name: "Search by name" }).fill(word);
  const stored = rows(page).filter({ hasText: `${word}.pdf` });
  await expect(stored).toContainText(["Ready"]);
  await stored.getByRole("button", { name: `Actions for ${word}.pdf` }).click();
  await page.getByRole("menuitem", { name: "Re-index" }).click();
  await expect(stored.getByRole("status")).toHaveText("Indexing…");
  await expect(stored).toContainText("Ready", { timeout: 30_000 });
  const { data } = (await (await page.request.get(`/api/admin/documents?q=${word}`)).json()) as { data: { id: string }[] };
  for (const { id } of data) {
    expect((await page.request.delete(`/api/documents/${id}`)).status()).toBe(204);
  }
});

/** Creates documents without uploading their files. */
async function createDocuments(api: APIRequestContext, word: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let number = 1; number <= count; number += 1) {
    const data = { name: `${word} ${String(number).padStart(2, "0")}.pdf`, size: 1_000, type: "strategy", source: "uetcl" };
    const answer = await retryWhileRateLimited(201, () => api.post("/api/documents", { data }));
    ids.push(((await answer.json()) as { id: string }).id);
  }
  return ids;
}
