import { request } from "@playwright/test";

import { logIn } from "../src/copilot-page.ts";
import { URL_OF_PRODUCT, uniqueWord } from "../src/environment.ts";
import { cookiesOf, newPerson } from "../src/people.ts";
import { retryWhileRateLimited } from "../src/rate-limit.ts";
import { asAdministrator, expect, test } from "../src/test.ts";

const FIRST = "How many staff will be trained in live-line work in 2028?";
const SECOND = "Which line carries 31 percent of all energy?";

test("each tab keeps its own conversation", async ({ page, copilot, person: _, context }) => {
  await copilot.open();
  await copilot.ask(FIRST);
  await expect(page).toHaveURL(/\/\?conversation=[0-9a-f-]{36}$/);
  await expect(page).toHaveTitle(/^How many staff will be trained.* · SISUiQ$/);
  const address = page.url();

  const other = await context.newPage();
  await other.goto("/?conversation=new");
  await expect(other.getByText("Welcome to SISUiQ")).toBeVisible();
  await other.getByTestId("chat-input").fill(SECOND);
  await other.getByTestId("send-button").click();
  await expect(other.getByRole("button", { name: "Copy the answer" })).toBeVisible({ timeout: 30_000 });

  await page.reload();
  await expect(copilot.questions).toHaveText([/live-line work in 2028/]);
  expect(page.url()).toBe(address);
  await other.reload();
  await expect(other.getByTestId("message-user")).toHaveText([/31 percent/]);
});

test("Back leads through conversations and citations", async ({ page, copilot, person: _ }) => {
  await copilot.open();
  await copilot.ask(FIRST);
  await page.getByRole("button", { name: "New conversation" }).click();
  await expect(page).toHaveURL(/\?conversation=new$/);
  await copilot.ask(SECOND);
  await copilot.openCitation();
  await expect(page).toHaveURL(/&citation=/);
  const cited = page.url();
  await page.goBack();
  await expect(page.getByTestId("citation-panel")).toHaveCount(0);
  await expect(copilot.questions).toHaveText([/31 percent/]);
  await page.goBack();
  await expect(copilot.questions).toHaveText([/live-line work in 2028/]);
  await page.goForward();
  await expect(copilot.questions).toHaveText([/31 percent/]);
  await page.goto(cited);
  await copilot.waitForCitedPage();
});

test("somebody else's conversation looks like a deleted one", async ({ page, copilot, person: _, browser, watch }) => {
  await copilot.open();
  await copilot.ask(FIRST);
  const address = page.url();
  const context = await browser.newContext();
  const stranger = await context.newPage();
  await stranger.goto(address);
  await logIn(stranger, await newPerson());
  const notice = stranger.getByText("This conversation was deleted, or it is not shared with you.");
  await expect(notice).toBeVisible();
  await expect(stranger.getByText("live-line")).toHaveCount(0);
  await stranger.getByRole("button", { name: "Start a new conversation" }).click();
  await expect(stranger.getByText("Welcome to SISUiQ")).toBeVisible();
  await context.close();

  watch.allowResponse(404, /^\/api\/v1\/sessions\//);
  await page.goto("/?conversation=0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11");
  await expect(page.getByText("This conversation was deleted, or it is not shared with you.")).toBeVisible();
});

test("a remembered conversation that was deleted gives way to a new one", async ({ page, copilot, person: _, watch }) => {
  await copilot.open();
  await copilot.ask(FIRST);
  const id = new URL(page.url()).searchParams.get("conversation") ?? "";
  // deleted in another tab
  expect((await page.request.delete(`/api/v1/sessions/${id}`)).ok()).toBe(true);
  watch.allowResponse(404, /^\/api\//);
  await copilot.input.fill(SECOND);
  await copilot.send.click();
  await expect(page.getByText("This conversation was deleted, or it is not shared with you.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Start a new conversation" })).toBeVisible();

  await page.goto("/");
  await expect(page.getByText("Welcome to SISUiQ")).toBeVisible();
  await expect(page).toHaveURL(/\?conversation=new$/);
  await expect(page.getByText("This conversation was deleted")).toHaveCount(0);
  await page.goto(`/?conversation=${id}`);
  await expect(page.getByText("This conversation was deleted, or it is not shared with you.")).toBeVisible();
  await page.getByRole("button", { name: "Start a new conversation" }).click();
  await expect(page.getByText("Welcome to SISUiQ")).toBeVisible();
});

test.describe("as an administrator", () => {
  test.use(asAdministrator);

  test("a page behind the last one leads back", async ({ page }) => {
    await page.goto("/admin/audit/?page=99999&action=log_in");
    await expect(page.getByText(/^Nothing on this page\. The list has [\d,]+ pages?\.$/)).toBeVisible();
    await expect(page.getByText("No record matches.")).toHaveCount(0);
    await page.getByRole("button", { name: "Go to the first page" }).click();
    await expect(page).toHaveURL(/\/admin\/audit\/\?action=log_in$/);
    await expect(page.locator("tbody").getByRole("row").first()).toBeVisible();
    await expect(page.getByRole("region", { name: "Audit log" })).toBeFocused();
  });

  test("an open table is part of the address", async ({ page, context }) => {
    await page.goto("/admin/analytics/?q=outages");
    await expect(page.getByRole("heading", { level: 1, name: "Analytics" })).toBeVisible();
    const table = page.locator("tbody").getByRole("button").first();
    const details = page.getByRole("dialog", { name: await table.innerText() });
    await table.focus();
    await page.keyboard.press("Enter");
    await expect(details.getByText("SAIDI")).toBeVisible();
    await expect(page).toHaveURL(/\/admin\/analytics\/\?q=outages&table=[0-9a-f-]{36}$/);
    const address = page.url();
    await page.goBack();
    await expect(details).toHaveCount(0);
    await expect(page).toHaveURL(/\?q=outages$/);
    await expect(table).toBeFocused();
    await page.goForward();
    await expect(details).toBeVisible();
    await page.reload();
    await expect(details.getByText("SAIDI")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(details).toHaveCount(0);
    await expect(page).toHaveURL(/\?q=outages$/);
    // closing leads back to the list, which is not in the history twice
    await table.click();
    await expect(details).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(details).toHaveCount(0);
    await expect(page).toHaveURL(/\?q=outages$/);

    const other = await context.newPage();
    await other.goto(address);
    await expect(other.getByRole("dialog").getByText("SAIDI")).toBeVisible();
    await other.close();
  });

  test("a search follows Back", async ({ page }) => {
    await page.goto("/admin/users/?q=example");
    const search = page.getByRole("searchbox", { name: "Search by e-mail or name" });
    await expect(search).toHaveValue("example");
    await page.getByRole("button", { name: "E-mail" }).click();
    await expect(page).toHaveURL(/\?q=example&sort=email$/);
    await search.fill("");
    await expect(page).toHaveURL(/\/admin\/users\/\?sort=email$/);
    await page.goBack();
    await expect(page).toHaveURL(/\?q=example$/);
    await expect(search).toHaveValue("example");
    await page.goForward();
    await expect(search).toHaveValue("");
  });

  test("a rating and a request for access are part of the address", async ({ page }) => {
    const word = uniqueWord();
    const [person, guest] = [await newPerson(), await newPerson("guest")];
    const api = await request.newContext({ baseURL: URL_OF_PRODUCT, storageState: { cookies: await cookiesOf(person), origins: [] } });
    const answer = await retryWhileRateLimited(200, () => api.post("/api/chat", { data: { message: FIRST } }));
    const { answer_id: id } = (await answer.json()) as { answer_id: string };
    const comment = `The page is wrong, says ${word}.`;
    await retryWhileRateLimited(200, () => api.put(`/api/chat/answers/${id}/feedback`, { data: { rating: "down", comment } }));
    await api.dispose();

    await page.goto("/admin/feedback/");
    await page.getByTestId("feedback-row").filter({ hasText: word }).getByRole("button").click();
    const details = page.getByRole("dialog", { name: "Rated answer" });
    await expect(details.getByText(comment)).toBeVisible();
    const address = page.url();
    await page.reload();
    await expect(details.getByText(comment)).toBeVisible();
    // another page of the list does not have its row
    await page.goto(`${address}&page=4000`);
    await expect(details.getByText(comment)).toBeVisible();
    await page.goto(address.replace(id, "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11"));
    await expect(details.getByText("This rating was changed or removed, or its answer was deleted.")).toBeVisible();

    const applicant = await request.newContext({ baseURL: URL_OF_PRODUCT, storageState: { cookies: await cookiesOf(guest), origins: [] } });
    expect((await applicant.post("/api/auth/access-request", { data: { reason: `I work on ${word}.` } })).ok()).toBe(true);
    await applicant.dispose();
    await page.goto("/admin/access/?waiting=true");
    await page
      .getByRole("row", { name: guest.email })
      .getByRole("button", { name: /^Decide/ })
      .click();
    const decision = page.getByRole("dialog", { name: `Give ${guest.name} access?` });
    await expect(decision.getByText(`I work on ${word}.`)).toBeVisible();
    await page.reload();
    await expect(decision.getByText(`I work on ${word}.`)).toBeVisible();
    await decision.getByRole("button", { name: "Refuse" }).click();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(page.getByText(`The request of ${guest.name} was refused.`)).toBeVisible();
    await expect(page).toHaveURL(/\/admin\/access\/\?waiting=true$/);
    await expect(page.getByRole("row", { name: guest.email })).toHaveCount(0);
  });
});

test("users read the tables that they may see", async ({ page, person: _, watch }) => {
  await page.goto("/tables/");
  await expect(page.getByRole("heading", { level: 1, name: "Tables" })).toBeVisible();
  const row = page.getByTestId("table-row").filter({ hasText: "Everyone" }).filter({ hasText: "Ready" }).first();
  await row.getByRole("button").click();
  await expect(page).toHaveURL(/\/tables\/\?table=[0-9a-f-]{36}$/);
  const details = page.getByRole("dialog");
  await expect(details.getByRole("region", { name: "First rows" })).toBeVisible();
  await page.goBack();
  await expect(details).toHaveCount(0);
  await expect(row.getByRole("button")).toBeFocused();

  watch.allowResponse(404, /^\/api\/ingest\/data\//);
  for (const id of ["0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11", "nonsense"]) {
    await page.goto(`/tables/?table=${id}`);
    await expect(
      page.getByRole("dialog", { name: "Table" }).getByText("This table is not shared with you, or it was deleted."),
    ).toBeVisible();
  }
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\/tables\/$/);
});
