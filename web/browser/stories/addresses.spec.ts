import { logIn } from "../src/copilot-page.ts";
import { newPerson } from "../src/people.ts";
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
});
