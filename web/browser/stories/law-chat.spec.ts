import { expectAccessible } from "../src/axe.ts";
import { expectNoOverflow } from "../src/overflow.ts";
import { expect, test } from "../src/test.ts";

const QUESTION = "How many staff will be trained in live-line work in 2028?";
const CHAT = "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e71";

test("a question is answered in four sections, whose citations open the quotation", async ({ page, copilot, person: _ }) => {
  await page.goto("/sanctions/ask/");
  await page.locator("#user-input").fill(QUESTION);
  await page.locator("#chat-form").getByRole("button", { name: "Send" }).click();
  const answer = await copilot.waitForAnswer();
  await expect(page).toHaveURL(/\/sanctions\/ask\/\?chat=[0-9a-f-]+$/);
  await expect(answer.getByRole("heading")).toHaveText(["SOURCES:", "ANALYSIS:", "APPLICABLE PROVISIONS:", "CONCLUSION:"]);
  const panel = await copilot.openCitation();
  await expect(page).toHaveURL(/&citation=[0-9a-f-]+$/);
  await expect(panel.getByTestId("citation-state")).toHaveAttribute("data-label", "valid");
  await expectAccessible(page, "a cited page");
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await answer.getByRole("button", { name: "Inaccurate" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill("The year is another one.");
  await dialog.getByRole("button", { name: "Send" }).click();
  await expect(dialog).toBeHidden();
  await expect(answer.getByRole("button", { name: "Inaccurate" })).toHaveAttribute("aria-pressed", "true");
  await page.reload();
  await expect(copilot.chips.first()).toBeVisible();
  await expect(answer.getByRole("button", { name: "Inaccurate" })).toHaveAttribute("aria-pressed", "true");
  await expect(copilot.questions).toHaveText([new RegExp(`^${QUESTION.replace("?", "\\?")}`)]);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expectAccessible(page, `a conversation about law, ${colorScheme}`);
  }
  await page.setViewportSize({ width: 375, height: 667 });
  await expectNoOverflow(page);
  await page.getByRole("button", { name: "Show pages and conversations" }).click();
  await expect(page.getByRole("link", { name: "How many staff" })).toBeVisible();
  await expectAccessible(page, "the folders over the page");
});

test("conversations are renamed, moved and deleted by keyboard", async ({ page, person: _ }) => {
  const { id } = (await (await page.request.post("/api/v1/knowledge/chats", { data: { title: "Export of turbines" } })).json()) as {
    id: string;
  };
  await page.goto(`/sanctions/ask/?chat=${id}`);
  await expect(page.getByRole("heading", { level: 1, name: "Export of turbines" })).toBeVisible();
  await page.locator("#new-folder-btn").focus();
  await page.keyboard.press("Enter");
  await page.getByLabel("Name of the folder").fill("Energy");
  await page.keyboard.press("Enter");
  const folder = page.getByRole("region", { name: "Energy" });
  await expect(folder.getByText("No conversations")).toBeVisible();
  // the dialog gives the focus back
  await expect(page.locator("#new-folder-btn")).toBeFocused();

  const choose = async (item: string) => {
    await page.getByRole("button", { name: /^Actions for (Export|Turbines)/ }).press("Enter");
    // the menu itself moves the focus when it opens
    await expect(page.getByRole("menuitem").first()).toBeFocused();
    await page.getByRole("menuitem", { name: item }).press("Enter");
  };
  await choose("Move to a folder");
  await page.getByLabel("Folder", { exact: true }).selectOption("Energy");
  await page.getByRole("button", { name: "Move", exact: true }).press("Enter");
  await expect(folder.getByRole("link", { name: "Export of turbines" })).toBeVisible();
  const general = page.getByRole("region", { name: "General" });
  await folder.getByRole("link", { name: "Export of turbines" }).dragTo(general);
  await expect(general.getByRole("link", { name: "Export of turbines" })).toBeVisible();
  await general.getByRole("link", { name: "Export of turbines" }).dragTo(folder);
  await expect(folder.getByRole("link", { name: "Export of turbines" })).toBeVisible();
  await choose("Rename");
  await page.getByRole("dialog").getByRole("textbox").fill("Turbines");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Turbines" })).toBeVisible();

  await page.getByRole("button", { name: "Actions for the folder Energy" }).click();
  await page.getByRole("menuitem", { name: "Delete folder" }).click();
  await expectAccessible(page, "the deletion of a folder");
  await page.getByRole("dialog").getByRole("button", { name: "Delete folder" }).click();
  await expect(folder).toHaveCount(0);
  await expect(general.getByRole("link", { name: "Turbines" })).toBeVisible();
  await choose("Delete");
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("link", { name: "Turbines" })).toHaveCount(0);
  await expect(page).toHaveURL(/\/sanctions\/ask\/$/);
  await expect(page.locator("#user-input")).toBeVisible();
});

test("a conversation keeps its dataset", async ({ page, person: _ }) => {
  await page.goto("/sanctions/ask/?dataset=EU-Sanctions");
  const dataset = page.locator("#current-dataset-indicator").getByRole("combobox");
  await expect(dataset).toHaveValue("EU-Sanctions");
  await expect(page.locator("#dataset-count-badge")).toHaveText(/^\d+ documents?$/);
  await page.locator("#user-input").fill("What is the capital of Mongolia?");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\?chat=[0-9a-f-]+$/);
  await expect(page.getByTestId("message-assistant")).toContainText("The answer is not in the documents.");
  await expect(dataset).toHaveValue("EU-Sanctions");
  await dataset.selectOption("US-Sanctions");
  await expect(dataset).toHaveValue("US-Sanctions");
  await page.reload();
  await expect(dataset).toHaveValue("US-Sanctions");
});

test("a question about the law of a day names the day", async ({ page, copilot, person: _ }) => {
  await page.goto("/sanctions/ask/");
  await page.getByLabel("Law on day").fill("2014-07-31");
  await expect(page.getByText("Questions are answered from the law as it was on 31 Jul 2014.")).toBeVisible();
  await expect(page).toHaveURL(/\?at=2014-07-31$/);
  const sent: unknown[] = [];
  await page.route("**/messages/stream", (route) => {
    sent.push(route.request().postDataJSON());
    return route.fallback();
  });
  await page.locator("#user-input").fill(QUESTION);
  await page.keyboard.press("Enter");
  await copilot.waitForAnswer();
  expect(sent).toEqual([{ message: QUESTION, date: "2014-07-31" }]);
  await expect(page).toHaveURL(/\?chat=[0-9a-f-]+&at=2014-07-31$/);
  await page.setViewportSize({ width: 375, height: 667 });
  await expectNoOverflow(page);
  await expectAccessible(page, "the law of a day");
});

test("a question without an answer is marked and can be asked again", async ({ page, person: _ }) => {
  const message = { id: CHAT, role: "user", content: QUESTION, created_at: "2026-11-28T10:00:00Z", sources: [], abstained: false };
  const chat = { id: CHAT, title: "Cut", folder_id: "default", dataset: null, message_count: 1, messages: [message] };
  const json = { ...chat, created_at: message.created_at, updated_at: message.created_at };
  await page.route(`**/api/v1/knowledge/chats/${CHAT}`, (route) => route.fulfill({ json }));
  await page.goto(`/sanctions/ask/?chat=${CHAT}`);
  await expect(page.getByText("The answer to this question was interrupted and is not stored.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Ask again" })).toBeVisible();
  await expectAccessible(page, "an interrupted answer");
});

test("a conversation that is gone, or cannot be loaded, leads on", async ({ page, watch, person: _ }) => {
  watch.allowResponse(404, /\/chats\/[0-9a-f-]+$/);
  watch.allowResponse(503, /\/chats\/[0-9a-f-]+$/);
  await page.goto(`/sanctions/ask/?chat=${CHAT}`);
  await expect(page.getByText("This conversation was deleted, or it is not shared with you.")).toBeVisible();
  await page.locator("#content").getByRole("link", { name: "New conversation" }).click();
  await expect(page.getByText("What do you want to know about sanctions law?")).toBeVisible();
  const problem = { error: "unavailable", title: "Unavailable", status: 503, detail: "the database is unavailable", timestamp: "" };
  await page.route(`**/api/v1/knowledge/chats/${CHAT}`, (route) => route.fulfill({ status: 503, json: problem }));
  await page.goto(`/sanctions/ask/?chat=${CHAT}`);
  await expect(page.getByText("The database is unavailable.")).toBeVisible({ timeout: 30_000 });
  await expect(page.locator("#content").getByRole("button", { name: "Try again" })).toBeVisible();
});
