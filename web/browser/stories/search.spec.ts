import type { APIRequestContext, Page } from "@playwright/test";

import { expectAccessible } from "../src/axe.ts";
import { uniqueWord } from "../src/environment.ts";
import { newPerson } from "../src/people.ts";
import { SearchDialog } from "../src/search-dialog.ts";
import { asAdministrator, expect, test } from "../src/test.ts";

const QUESTION = "How many staff will be trained in live-line work in 2028?";

test("a conversation and a document are found by keyboard alone", async ({ page, copilot, person: _ }) => {
  const search = new SearchDialog(page);
  const { keyboard } = page;
  await copilot.open();
  await copilot.ask(QUESTION);
  await page.getByRole("button", { name: "New conversation" }).click();
  await expect(copilot.input).toBeFocused();
  await keyboard.type("half a question");

  await search.open();
  await expect(search.field).toBeFocused();
  await expect(search.group("Recent conversations")).toHaveCount(1);
  await expect(search.active).toContainText("live-line work");
  await keyboard.press("ArrowUp");
  await expect(search.active).toHaveText("Sign out");
  await keyboard.press("ArrowDown");
  await expect(search.active).toContainText("live-line work");
  await keyboard.press("End");
  await expect(search.active).toHaveText("Sign out");
  await keyboard.press("Home");
  await expect(search.active).toContainText("live-line work");
  await expect(search.field).toHaveAttribute("aria-activedescendant", (await search.active.getAttribute("id")) ?? "");
  await keyboard.press("Escape");
  await expect(search.dialog).toHaveCount(0);
  await expect(copilot.input).toBeFocused();
  await expect(copilot.input).toHaveValue("half a question");

  await search.open();
  await search.find("trained live-line");
  await expect(search.group("Conversations")).toHaveCount(1);
  await keyboard.press("Enter");
  await expect(search.dialog).toHaveCount(0);
  await expect(page).toHaveURL(/\?conversation=(?!new)/);
  await expect(copilot.questions).toHaveText([/live-line work in 2028/]);
  await expect(copilot.input).toBeFocused();

  await search.open();
  await search.find("strategic_plan");
  await expect(search.group("Documents").first()).toContainText("strategic_plan");
  // answers may name the document, too
  for (let before = await search.group("Conversations").count(); before > 0; before -= 1) {
    await keyboard.press("ArrowDown");
  }
  await expect(search.active).toContainText("strategic_plan");
  await keyboard.press("Enter");
  await expect(page).toHaveURL(/\/documents\/document\/\?id=[0-9a-f-]{36}$/);
});

test("users find only what they may use", async ({ page, copilot, person: _ }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const search = new SearchDialog(page);
  await copilot.open();
  await search.open();
  await expect(search.group("Pages")).toHaveText([
    "Home",
    "Ask Knowledge",
    "Documents Knowledge",
    "Tables Knowledge",
    "Datasets Data",
    "Ask about data Data",
    "Predict Data",
    "Batch Data",
    "History Data",
    "Ask about law Sanctions",
    "Legal datasets Sanctions",
    "List entries Sanctions",
    "Account",
  ]);
  await expect(search.group("Actions")).toHaveText([
    "New conversation",
    "Add documents",
    "Use the light theme",
    "Use the dark theme",
    "Sign out",
  ]);
  await search.find("plan");
  await expect(search.dialog.getByRole("group", { name: "People" })).toHaveCount(0);
  expect(asked).toContain("/api/documents");
  expect(asked).toContain("/api/ingest/data");
  expect(asked.filter((path) => path.startsWith("/api/admin"))).toEqual([]);

  await search.find("zzzz zzzz");
  await expect(search.status).toHaveText("No results for “zzzz zzzz”.");
  await expect(search.options).toHaveCount(0);
  await expect(search.field).toHaveAttribute("aria-expanded", "false");
  await search.field.fill("d");
  await expect(search.status).toContainText("Type one more character to search everything.");
});

test("actions do what their buttons do", async ({ page, copilot, person: _, watch }) => {
  watch.allowResponse(401, /^\/api\/auth\/(me|refresh)$/);
  const search = new SearchDialog(page);
  await copilot.open();
  await search.open();
  await search.field.fill("dark");
  await page.keyboard.press("Enter");
  await expect(search.dialog).toHaveCount(0);
  await expect(page.locator("html")).toHaveClass(/dark/);
  await expect(page.getByTestId("theme-toggle")).toHaveAccessibleName("Theme: dark. Switch to light");

  await search.open();
  await search.field.fill("upload");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Add documents" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(search.dialog).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await search.open();
  await search.field.fill("log out");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Sign in to SISUiQ" })).toBeVisible();
});

test("all results are on the page of their list", async ({ page, person: _ }) => {
  const search = new SearchDialog(page);
  const word = uniqueWord();
  for (const part of [1, 2, 3, 4, 5, 6]) {
    await createDocument(page.request, `${word} part ${part}.pdf`);
  }
  await page.goto("/documents/?q=no-document-has-this-name");
  await expect(page.getByText("No document matches.")).toBeVisible();
  const field = page.getByRole("searchbox", { name: "Search by name" });
  await field.focus();
  await search.open();
  await search.find(word);
  await expect(search.status).toHaveText("5 results.");
  await page.keyboard.press("End");
  await expect(search.active).toHaveText("Show all 6 documents");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("document-row")).toHaveCount(6);
  await expect(page).toHaveURL(new RegExp(`/documents/\\?q=${word}$`));
  await expect(field).toHaveValue(word);
  await expect(page.getByRole("main")).toBeFocused();
});

test("a group that fails does not hide the others", async ({ page, copilot, person: _, watch }) => {
  watch.allowResponse(500, /^\/api\/documents$/);
  const search = new SearchDialog(page);
  await createDocument(page.request, "Documents of Mbale.pdf");
  await copilot.open();
  const documents = /\/api\/documents\?/;
  await page.route(documents, (route) => route.fulfill({ status: 500, json: { error: "internal", detail: "the list failed" } }));
  await search.open();
  await search.field.fill("documents");
  const retry = search.group("Documents");
  await expect(retry).toHaveText(/^Documents could not be searched\. Try again/);
  await expect(search.status).toHaveText("2 results. Documents could not be searched.");
  await expect(search.group("Pages")).toHaveCount(1);
  await page.unroute(documents);
  await retry.click();
  await expect(search.group("Documents")).toHaveText([/^Documents of Mbale\.pdf/]);
});

test("results stay while somebody types", async ({ page, copilot, person: _ }) => {
  const search = new SearchDialog(page);
  const word = uniqueWord();
  await createDocument(page.request, `${word} plan.pdf`);
  await copilot.open();
  await search.open();
  await search.find(word);
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\/api\/documents\?/, async (route) => {
    await held;
    await route.continue();
  });
  await search.field.fill(`${word} pl`);
  await expect(search.status).toHaveText("Searching…");
  await expect(search.group("Documents")).toHaveCount(1);
  release();
  await expect(search.status).toHaveText("1 result.");

  await search.field.dispatchEvent("keydown", { key: "Enter", bubbles: true, isComposing: true });
  await expect(search.dialog).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(search.dialog).toHaveCount(0);
});

test("nothing that is typed while the search loads is lost", async ({ page, copilot, person: _ }) => {
  const search = new SearchDialog(page);
  await copilot.open();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\/_next\/static\/chunks\//, async (route) => {
    await held;
    await route.continue();
  });
  await page.keyboard.press("Control+k");
  await expect(search.dialog.getByRole("textbox", { name: "Search" })).toBeFocused();
  await page.keyboard.type("docu");
  release();
  await expect(search.field).toBeFocused();
  await page.keyboard.type("ments");
  await expect(search.field).toHaveValue("documents");
  await expect(search.group("Pages")).toHaveText([/^Documents/]);
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test("the search is accessible", async ({ page, copilot, person: _ }) => {
      const search = new SearchDialog(page);
      await copilot.open();
      await search.open();
      await expect(search.options.first()).toBeVisible();
      await expectAccessible(page, "search before typing");
      await search.find("documents");
      await expectAccessible(page, "results");
      await search.find("zzzz zzzz");
      await expectAccessible(page, "no results");
    });
  });
}

test.describe("375 pixels", () => {
  test.use({ viewport: { width: 375, height: 667 } });

  test("the search is opened and closed by its buttons", async ({ page, copilot, person: _ }) => {
    const search = new SearchDialog(page);
    await copilot.open();
    await expect(search.button).toHaveAttribute("aria-keyshortcuts", "Control+K");
    await search.button.click();
    await expect(search.field).toBeFocused();
    await search.find("documents");
    await expectInside(page, search);
    await expectAccessible(page, "search on a narrow window");
    await search.dialog.getByRole("button", { name: "Close the search" }).click();
    await expect(search.dialog).toHaveCount(0);
    await expect(search.button).toBeFocused();
    await search.button.click();
    await search.field.fill("documents");
    await search.group("Pages").first().click();
    await expect(page.getByRole("heading", { level: 1, name: "Documents" })).toBeVisible();
    await expect(page.getByRole("main")).toBeFocused();
  });
});

test.describe("as an administrator", () => {
  test.use(asAdministrator);

  test("people and tables are found and opened", async ({ page }) => {
    const search = new SearchDialog(page);
    const { name, email } = await newPerson();
    await page.goto("/admin/jobs/");
    await expect(page.getByRole("heading", { level: 1, name: "Jobs" })).toBeVisible();
    await search.open();
    await search.find(email);
    await expect(search.group("People")).toHaveCount(1);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    await expect(page).toHaveURL(/\/admin\/user\/\?id=/);
    await expect(page.getByRole("main")).toBeFocused();

    await search.open();
    await search.find("outages");
    const table = search.group("Tables").first();
    const [title = ""] = (await table.innerText()).split("\n");
    await table.click();
    await expect(page.getByRole("heading", { level: 1, name: "Tables" })).toBeVisible();
    await expect(page.getByRole("dialog", { name: title })).toBeVisible();
    await expect(page).toHaveURL(/\/tables\/\?table=/);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });

  test("an action opens a dialog of another page", async ({ page }) => {
    const search = new SearchDialog(page);
    await page.goto("/admin/jobs/");
    await expect(page.getByRole("heading", { level: 1, name: "Jobs" })).toBeVisible();
    await search.open();
    await search.field.fill("invite");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Invite a person" });
    await expect(dialog.getByLabel("E-mail")).toBeFocused();
    await expect(page).toHaveURL(/\/admin\/users\/$/);
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await page.reload();
    await expect(page.getByRole("heading", { level: 1, name: "Users" })).toBeVisible();
    await expect(dialog).toHaveCount(0);
  });
});

/** Creates a document without a file. The list of documents has it at once. */
async function createDocument(api: APIRequestContext, name: string): Promise<void> {
  const created = await api.post("/api/documents", { data: { name, size: 1_000, type: "other", source: "other" } });
  expect(created.status()).toBe(201);
}

/** Fails when the search or an option reaches beyond the window. */
async function expectInside(page: Page, search: SearchDialog): Promise<void> {
  for (const part of [search.dialog, search.field, search.options.first()]) {
    const box = await part.boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= (page.viewportSize()?.width ?? 0), "inside the window").toBe(true);
  }
}
