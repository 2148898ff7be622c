import type { Page } from "@playwright/test";

import { addDocument, startUpload, visibleDocuments } from "../src/documents.ts";
import { uniqueWord } from "../src/environment.ts";
import { waitUntilLoaded } from "../src/pages.ts";
import { pdfOf } from "../src/pdf.ts";
import { cookiesOf, newPerson } from "../src/people.ts";
import { asAdministrator, expect, test } from "../src/test.ts";

const QUESTION = "How many staff will be trained in live-line work in 2028?";

const CARDS_OF_USERS = ["Ask a question", "Recent conversations", "Newest documents", "Newest tables"];

test("a user asks from the home page and returns to the conversation", async ({ page, copilot, person }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await openHome(page, person.name);
  await expect(page).toHaveTitle("Home · SISUiQ");
  await expect(page.getByText("Signed in as User.")).toBeVisible();
  await expect(cards(page)).toHaveText(CARDS_OF_USERS);
  await expect(card(page, "Recent conversations").getByText("You have no conversations yet.")).toBeVisible();
  await expect(card(page, "Newest documents").getByRole("listitem")).toHaveCount(Math.min(5, await visibleDocuments(page)));

  await card(page, "Ask a question").getByLabel("Your question").fill(QUESTION);
  await card(page, "Ask a question").getByRole("button", { name: "Ask" }).click();
  await copilot.waitForAnswer();
  await expect(copilot.questions).toHaveText([/live-line work in 2028/]);
  await expect(page).toHaveURL(/\/\?conversation=(?!new)/);
  const address = page.url();
  // it was asked once
  await page.reload();
  await copilot.waitForAnswer();
  await expect(copilot.questions).toHaveText([/live-line work in 2028/]);

  await page.getByRole("link", { name: "Home", exact: true }).click();
  await expectHome(page, person.name);
  await expect(page.getByRole("link", { name: "Home", exact: true })).toHaveAttribute("aria-current", "page");
  await card(page, "Recent conversations")
    .getByRole("link", { name: /live-line work/ })
    .click();
  await expect(copilot.questions).toHaveText([/live-line work in 2028/]);
  await expect(page).toHaveURL(address);
  expect(asked.filter((path) => path.startsWith("/api/admin"))).toEqual([]);
});

test("a question is asked by keyboard alone", async ({ page, copilot, person }) => {
  await openHome(page, person.name);
  const { keyboard } = page;
  const field = page.getByLabel("Your question");
  await expect(field).toBeVisible();
  await page.getByRole("main").focus();
  await keyboard.press("Tab");
  await expect(field).toBeFocused();
  await keyboard.type("How many staff");
  await keyboard.press("Shift+Enter");
  await keyboard.type("will be trained in live-line work in 2028?");
  await keyboard.press("Enter");
  await copilot.waitForAnswer();
  await expect(copilot.questions).toHaveText([/How many staff\s+will be trained in live-line work/]);
  await expect(copilot.input).toBeFocused();
});

test("own failed documents stand first", async ({ page, person }) => {
  const word = uniqueWord();
  const broken = { name: `${word}.pdf`, mimeType: "application/pdf", buffer: Buffer.from(`%PDF-1.7 and nothing else: ${word}`) };
  await startUpload(page, broken);
  const found = async () => {
    const { data } = (await (await page.request.get(`/api/documents?q=${word}`)).json()) as { data: { id: string; status: string }[] };
    return data[0];
  };
  await expect.poll(async () => (await found())?.status, { timeout: 30_000 }).toBe("failed");
  const id = (await found())?.id;
  const newer = `${uniqueWord()}.pdf`;
  await addDocument(page, newer, pdfOf([[{ left: 72, bottom: 700, text: `All about ${newer}.` }]]));
  await openHome(page, person.name);
  const documents = card(page, "Newest documents").getByRole("listitem");
  await expect(documents.first()).toContainText(`${word}.pdf`);
  await expect(documents.first()).toContainText("Failed");
  await expect(documents.nth(1)).toContainText(newer);
  await documents.nth(1).getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1, name: newer })).toBeVisible();
  for (const document of [id, new URL(page.url()).searchParams.get("id")]) {
    expect((await page.request.delete(`/api/documents/${document}`)).status()).toBe(204);
  }
});

test("a card that fails offers a retry and leaves the others", async ({ page, person, watch }) => {
  watch.allowResponse(500, /^\/api\/documents$/);
  const documents = /\/api\/documents\?/;
  await page.route(documents, (route) => route.fulfill({ status: 500, json: { error: "internal", detail: "the list failed" } }));
  await openHome(page, person.name);
  const failed = card(page, "Newest documents");
  await expect(failed.getByRole("alert")).toContainText("The list failed.", { timeout: 15_000 });
  await expect(card(page, "Newest tables").getByRole("listitem").first()).toBeVisible();
  await page.unroute(documents);
  await failed.getByRole("button", { name: "Try again" }).focus();
  await page.keyboard.press("Enter");
  await expect(failed.getByRole("listitem")).toHaveCount(Math.min(5, await visibleDocuments(page)));
  await expect(failed.getByRole("heading", { name: "Newest documents" })).toBeFocused();
});

test("cards keep their size while they are loading", async ({ page, person }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\/api\/(documents|ingest\/data|v1\/sessions)\?/, async (route) => {
    await held;
    await route.continue();
  });
  await openHome(page, person.name);
  await expect(cards(page)).toHaveText(CARDS_OF_USERS);
  await expect(page.getByLabel("Your question")).toBeVisible();
  const before = await sizes(page);
  release();
  await expect(card(page, "Newest documents").getByRole("listitem")).toHaveCount(Math.min(5, await visibleDocuments(page)));
  await waitUntilLoaded(page);
  expect(await sizes(page)).toEqual(before);
});

test.describe("375 pixels", () => {
  test.use({ viewport: { width: 375, height: 667 } });

  test("the home page is in the menu", async ({ page, copilot, person }) => {
    await copilot.open();
    await page.getByRole("button", { name: "Show modes and conversations" }).click();
    await page.getByRole("dialog").getByRole("link", { name: "Home", exact: true }).click();
    await expectHome(page, person.name);
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await page.getByRole("button", { name: "Show the workspaces" }).click();
    await page.getByRole("dialog", { name: "Workspaces" }).getByRole("link", { name: "Knowledge" }).click();
    await expect(copilot.input).toBeVisible();
  });
});

test.describe("as an auditor", () => {
  test.use({ role: "auditor" });

  test("the newest actions are listed and exported", async ({ page, person }) => {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await openHome(page, person.name);
    await expect(cards(page)).toHaveText(["Newest documents", "Newest tables", "Latest actions", "Latest evaluation"]);
    const actions = card(page, "Latest actions");
    await expect(actions.getByRole("listitem")).toHaveCount(5);
    const download = page.waitForEvent("download");
    await actions.getByRole("button", { name: "Export the whole log" }).click();
    expect((await download).suggestedFilename()).toBe("audit.ndjson");
    await waitUntilLoaded(page);
    expect([...new Set(asked.filter((path) => path.startsWith("/api/admin")))].sort()).toEqual([
      "/api/admin/audit",
      "/api/admin/audit/export",
      "/api/admin/evaluations",
    ]);
    await actions.getByRole("link", { name: "Audit log" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Audit log" })).toBeVisible();
  });
});

test.describe("as a guest", () => {
  test.use({ role: "guest" });

  test("access can be requested", async ({ page, person }) => {
    await openHome(page, person.name);
    await expect(page.getByText("Signed in as Guest.")).toBeVisible();
    await expect(page.getByRole("heading", { name: "Your account has no access yet" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Request access" })).toBeVisible();
    await expect(page.getByRole("heading", { level: 2 })).toHaveCount(1);
    await expect(page.getByRole("navigation", { name: "Workspaces" })).toHaveCount(0);
  });
});

test.describe("as an administrator", () => {
  test.use(asAdministrator);

  test("what waits and what failed leads to its page", async ({ page, browser }) => {
    const guest = await newPerson("guest");
    const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
    await context.addCookies(await cookiesOf(guest));
    expect((await context.request.post("/api/auth/access-request", { data: { reason: "I read reports." } })).ok()).toBe(true);
    await context.close();

    await page.goto("/home/");
    await expect(page.getByRole("heading", { level: 1, name: /^Welcome, / })).toBeVisible();
    await expect(cards(page)).toHaveCount(CARDS_OF_USERS.length + 5);
    await waitUntilLoaded(page);
    // other stories cause failed jobs
    const haveJobsFailed = !(await card(page, "Document processing").getByText("No failed jobs").isVisible());
    const [ask, ...newest] = CARDS_OF_USERS;
    await expect(cards(page)).toHaveText([
      ...[ask ?? "", "Access requests"],
      ...(haveJobsFailed ? ["Document processing"] : []),
      ...newest,
      "Latest actions",
      ...(haveJobsFailed ? [] : ["Document processing"]),
      "Latest evaluation",
      "Spend this month",
    ]);
    await expect(card(page, "Document processing").getByText(/failed jobs?$/)).toBeVisible();
    await expect(card(page, "Document processing").getByText(/failed messages?$/)).toBeVisible();
    await expect(card(page, "Spend this month").getByText(/model calls?( this month\.)?$/)).toBeVisible();

    const requests = card(page, "Access requests");
    await expect(requests.getByText(/waits? for a decision\.$/)).toBeVisible();
    await requests.getByRole("link", { name: guest.name }).click();
    await expect(page.getByRole("dialog", { name: `Give ${guest.name} access?` })).toBeVisible();
    await expect(page).toHaveURL(/\/admin\/access\/\?waiting=true&request=/);

    await page.goto("/home/");
    await requests.getByRole("link", { name: "Invite a person" }).click();
    await expect(page.getByRole("dialog", { name: "Invite a person" })).toBeVisible();
  });
});

const card = (page: Page, name: string) => page.getByRole("main").getByRole("region", { name, exact: true });

/** The headings of the cards. The last section of the page lists the workspaces. */
const cards = (page: Page) =>
  page
    .getByRole("main")
    .getByRole("heading", { level: 2 })
    .filter({ hasNotText: /^Workspaces$/ });

async function openHome(page: Page, name: string): Promise<void> {
  await page.goto("/home/");
  await expectHome(page, name);
}

async function expectHome(page: Page, name: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1, name: `Welcome, ${name}` })).toBeVisible();
}

/** The positions and sizes of all cards. */
function sizes(page: Page): Promise<number[][]> {
  return page
    .getByRole("main")
    .locator("section")
    .evaluateAll((sections) =>
      sections.map((section) => {
        const { x, y, width, height } = section.getBoundingClientRect();
        return [x, y, width, height].map(Math.round);
      }),
    );
}
