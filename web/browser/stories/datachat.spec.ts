import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";

import { expectAccessible } from "../src/axe.ts";
import { ACCIDENTS, DataChatPage } from "../src/data-chat-page.ts";
import { deleteDatasets, newDataset } from "../src/datasets.ts";
import { WIDTHS, waitUntilLoaded } from "../src/pages.ts";
import { test as base, expect } from "../src/test.ts";

const MEANS = "Mean of 'eclo' by 'kind'?";
const KEY = "sk-ant-0123456789abcdefgh";

interface Fixtures {
  name: string;
  /** A dataset of the person. */
  dataset: string;
  chat: DataChatPage;
}

const test = base.extend<Fixtures>({
  name: async ({ browserName: _ }, use) => use(`chat ${randomUUID().slice(0, 8)}`),
  dataset: async ({ page, person: _, name }, use) => {
    const id = await newDataset(page, name, ACCIDENTS);
    await use(id);
    // nothing of the dataset may be requested any more
    await waitUntilLoaded(page);
    await deleteDatasets(page, [id]);
  },
  chat: async ({ page }, use) => use(new DataChatPage(page)),
});

test("a dataset that is missing leads to others", async ({ page, watch, person: _ }) => {
  watch.allowResponse(404, /^\/api\/datasets\//);
  await page.goto("/data/chat/?dataset=0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11");
  await expect(page.getByRole("heading", { level: 1, name: "Dataset not available" })).toBeVisible();
  await page.getByRole("link", { name: "Another dataset" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Ask about data" })).toBeVisible();
});

test("a conversation that is missing says so", async ({ page, watch, dataset }) => {
  watch.allowResponse(404, /^\/api\/chat\/conversations\//);
  await page.goto(`/data/chat/?dataset=${dataset}&conversation=0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11`);
  const alert = page.getByTestId("message-list").getByRole("alert");
  await expect(alert).toContainText("This conversation was deleted, or it is not shared with you.");
  await alert.getByRole("link", { name: "New conversation" }).click();
  await expect(page.getByRole("list", { name: "Suggested questions" })).toBeVisible();
});

test("a failed question says why, and the next one is answered", async ({ page, watch, chat, dataset }) => {
  watch.allowResponse(409, /^\/api\/chat\/message\/stream$/);
  await chat.open(dataset);
  await page.route("**/api/chat/message/stream", (route) => {
    const problem = { error: "conflict", title: "Conflict", status: 409, detail: "the dataset is being prepared", errors: [] };
    return route.fulfill({ status: 409, contentType: "application/problem+json", body: JSON.stringify(problem) });
  });
  await chat.input.fill(MEANS);
  await chat.input.press("Enter");
  await expect(chat.answers.getByRole("alert")).toContainText("The dataset is being prepared.");
  await page.unroute("**/api/chat/message/stream");
  await chat.ask(MEANS);
});

test.describe("as a guest", () => {
  test.use({ role: "guest" });

  test("the chat is not available", async ({ page, person: _ }) => {
    await page.goto("/data/chat/");
    await expect(page.getByRole("heading", { level: 1, name: "You have no access to Ask about data" })).toBeVisible();
  });
});

test("a dataset is chosen in the list", async ({ page, chat, dataset: _, name }) => {
  await page.goto("/data/chat/");
  await page.getByRole("searchbox").fill(name);
  await page.getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(chat.input).toBeFocused();
});

test("a figure opens its calculation and its rows", async ({ page, chat, dataset }) => {
  await chat.open(dataset);
  const answer = await chat.ask("What is the mean of 'eclo'?");
  const figure = answer.getByTestId("figure").filter({ hasText: "5.58" });
  await figure.click();
  const origin = answer.getByRole("region", { name: "Where 5.58 comes from" });
  await expect(origin).toContainText("Statistics of a column");
  await expect(origin).toContainText("eclo");
  await expect(origin).toContainText("All rows");
  await expect(figure).toHaveAttribute("aria-expanded", "true");
  await expectAccessible(page, "the origin of a figure");
  await origin.getByRole("link", { name: "Show rows" }).click();
  await expect(page.getByTestId("rows-of-figure")).toContainText("The rows behind a figure: 6");
  await expect(page.getByTestId("data-row")).toHaveCount(6);
  await page.goBack();
  await expect(answer).toContainText("5.58");
});

test("the rows of a condition are those of the figure", async ({ page, chat, dataset }) => {
  await chat.open(dataset);
  const answer = await chat.ask("How many rows where 'kind' is car?");
  await answer.getByTestId("figure").first().click();
  const origin = answer.getByTestId("origin");
  await expect(origin).toContainText("kind is car");
  await origin.getByRole("link", { name: "Show rows" }).click();
  await expect(page.getByTestId("rows-of-figure")).toContainText("kind is car");
  await expect(page.getByTestId("data-row")).toHaveCount(3);
  await page.reload();
  await expect(page.getByTestId("data-row")).toHaveCount(3);
  await expectAccessible(page, "the rows of a figure");
  await page.getByRole("link", { name: "Show all rows" }).click();
  await expect(page.getByTestId("data-row")).toHaveCount(6);
});

test("charts show the figures of the answer, and a table with them", async ({ page, chat, dataset }) => {
  await chat.open(dataset);
  const groups = await chat.ask(MEANS);
  const bars = groups.getByRole("figure", { name: "Mean of eclo by kind" });
  await expect(bars.getByRole("listitem")).toHaveCount(3);
  await bars.getByRole("button", { name: "Show as table" }).click();
  await expect(bars.getByRole("row", { name: /person/ })).toContainText("6.25");
  const mean = await chat.ask("What is the mean of 'eclo'?");
  const drawn = mean.getByRole("figure");
  await drawn.scrollIntoViewIfNeeded();
  await expect(drawn.locator("svg").first()).toBeVisible();
  await expect(mean.locator(".animate-pulse")).toHaveCount(0);
  for (const size of WIDTHS) {
    await page.setViewportSize(size);
    await expectAccessible(page, `answers with charts at ${size.width}`);
  }
});

test("a refusal says why, and offers columns to ask with", async ({ page, chat, dataset }) => {
  await chat.open(dataset);
  const answer = await chat.ask("What is the mean?");
  const refusal = answer.getByTestId("refusal");
  await expect(refusal).toContainText("Not answered");
  await expectAccessible(page, "a refusal");
  await page.reload();
  await expect(refusal).toContainText("Not answered");
  await refusal.getByRole("button", { name: "eclo" }).click();
  await expect(await chat.waitForAnswer(2)).toContainText("5.58");
});

test("conversations survive a reload, Back and a second tab", async ({ page, context, chat, dataset, name }) => {
  await chat.open(dataset);
  await chat.ask(MEANS);
  await expect(page).toHaveURL(/conversation=[0-9a-f-]{36}/);
  const address = page.url();
  await page.reload();
  await expect(chat.questions).toHaveText([/^Mean of 'eclo' by 'kind'\?/]);
  await chat.ask("and by 'night'?");
  await page.getByRole("button", { name: "New conversation" }).click();
  await expect(chat.questions).toHaveCount(0);
  await expect(page).toHaveTitle(new RegExp(name));
  await page.goBack();
  await expect(chat.questions).toHaveCount(2);
  const second = new DataChatPage(await context.newPage());
  await second.page.goto(address);
  await expect(second.questions).toHaveCount(2);
  await expect(second.page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(second.conversation(MEANS).getByRole("link")).toHaveAttribute("aria-current", "page");
});

test("suggestions are asked by a click", async ({ page, chat, dataset }) => {
  await chat.open(dataset);
  await page.getByRole("button", { name: "How many rows are there?" }).click();
  const answer = await chat.waitForAnswer();
  await expect(answer).toContainText("6");
  await expect(chat.input).toBeFocused();
  const further = chat.answers.last().getByRole("list", { name: "Further questions" }).getByRole("button");
  if ((await further.count()) > 0) {
    await further.first().click();
    await chat.waitForAnswer(2);
  }
});

test("a question from the data card is answered in the chat", async ({ page, chat, dataset }) => {
  await page.goto(`/data/dataset/?id=${dataset}`);
  await page.getByRole("textbox", { name: "Your question" }).fill(MEANS);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/data\/chat\/\?dataset=/);
  await expect(await chat.waitForAnswer()).toContainText("6.25");
  await expect(chat.questions).toHaveCount(1);
  await page.reload();
  await expect(chat.questions).toHaveCount(1);
});

test("an answer is rated, and its signed record saved", async ({ page, chat, dataset }) => {
  await chat.open(dataset);
  const answer = await chat.ask(MEANS);
  const good = answer.getByRole("button", { name: "Helpful", exact: true });
  await good.click();
  await expect(good).toHaveAttribute("aria-pressed", "true");
  await page.reload();
  await expect(good).toHaveAttribute("aria-pressed", "true");
  const saving = page.waitForEvent("download");
  await answer.getByRole("button", { name: "Save the signed record" }).click();
  const record = JSON.parse(await readFile(await (await saving).path(), "utf8"));
  expect(Object.keys(record).sort()).toEqual(["payload", "protected", "signature"]);
});

test("a conversation is renamed, exported and deleted by keyboard", async ({ page, chat, dataset }) => {
  await chat.open(dataset);
  await chat.ask(MEANS);
  const choose = async (title: string, action: string) => {
    await chat
      .conversation(title)
      .getByRole("button", { name: `Actions for ${title}` })
      .press("Enter");
    // the menu itself moves the focus when it opens
    await expect(page.getByRole("menuitem").first()).toBeFocused();
    await page.getByRole("menuitem", { name: action }).press("Enter");
  };
  await choose(MEANS, "Rename");
  const dialog = page.getByRole("dialog", { name: "Rename conversation" });
  await dialog.getByRole("textbox").fill("Means");
  await page.keyboard.press("Enter");
  await expect(chat.conversation("Means")).toBeVisible();
  const saving = page.waitForEvent("download");
  await choose("Means", "Export as Markdown");
  expect(await readFile(await (await saving).path(), "utf8")).toContain(MEANS);
  await choose("Means", "Delete");
  await page.getByRole("button", { name: "Delete", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(chat.conversation("Means")).toHaveCount(0);
  await expect(chat.questions).toHaveCount(0);
});

test("an own key stays in the tab and is sent with questions only", async ({ page, watch, chat, dataset }) => {
  watch.allowResponse(401, /^\/api\/chat\/message\/stream$/);
  await chat.open(dataset);
  await page.getByRole("button", { name: "Own key" }).click();
  const dialog = page.getByRole("dialog", { name: "Your Anthropic key" });
  await dialog.getByRole("textbox").fill("not a key");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("alert")).toContainText("This is not a key of Anthropic.");
  await expectAccessible(page, "the dialog for an own key");
  await dialog.getByRole("textbox").fill(KEY);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Own key in use" })).toBeFocused();
  const carriers: string[] = [];
  page.on("request", (request) => {
    if (Object.values(request.headers()).some((value) => value.includes(KEY)) || (request.postData() ?? request.url()).includes(KEY)) {
      carriers.push(new URL(request.url()).pathname);
    }
  });
  await page.route("**/api/chat/message/stream", (route) => {
    const problem = { error: "unauthorized", title: "Unauthorized", status: 401, detail: "the key was rejected", errors: [] };
    return route.fulfill({ status: 401, contentType: "application/problem+json", body: JSON.stringify(problem) });
  });
  await chat.input.fill(MEANS);
  await chat.input.press("Enter");
  await expect(chat.answers.getByRole("alert")).toContainText("Your Anthropic key was not accepted.");
  expect(new Set(carriers)).toEqual(new Set(["/api/chat/message/stream"]));
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href, document.cookie]));
  expect(stored).not.toContain(KEY);
  await page.reload();
  await expect(page.getByRole("button", { name: "Own key", exact: true })).toBeVisible();
});

test("everything works by keyboard only", async ({ page, chat, dataset }) => {
  await chat.open(dataset);
  await expect(chat.input).toBeFocused();
  await page.keyboard.type(MEANS);
  await page.keyboard.press("Enter");
  const answer = await chat.waitForAnswer();
  await expect(chat.input).toBeFocused();
  await expect(page.getByRole("status").filter({ hasText: "The answer is complete." })).toHaveCount(1);
  const figures = answer.getByTestId("figure");
  const count = await figures.count();
  expect(count).toBeGreaterThan(1);
  await expect(figures.and(page.locator('[tabindex="0"]'))).toHaveCount(1);
  await figures.first().focus();
  await page.keyboard.press("End");
  await expect(figures.last()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(answer.getByTestId("origin")).toBeVisible();
  await page.keyboard.press("Home");
  await expect(figures.first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(answer.getByTestId("origin")).toHaveCount(0);
  await expect(figures.last()).toBeFocused();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 375, height: 667 } });

  test("conversations are in the menu", async ({ page, chat, dataset }) => {
    await chat.open(dataset);
    await chat.ask(MEANS);
    await page.getByRole("button", { name: "Show pages and conversations" }).click();
    await expect(chat.conversation(MEANS)).toBeVisible();
    await expectAccessible(page, "the menu of the chat");
    await page.getByRole("button", { name: "New conversation" }).click();
    await expect(chat.questions).toHaveCount(0);
  });
});

test.describe("in a Korean browser", () => {
  test.use({ locale: "ko-KR" });

  test("questions, answers and origins are Korean", async ({ page, dataset }) => {
    await page.goto(`/data/chat/?dataset=${dataset}`);
    await page.getByRole("button", { name: "'eclo'의 평균은?" }).click();
    const answer = page.getByTestId("message-assistant");
    await expect(answer.getByRole("button", { name: "답변 복사" })).toBeVisible({ timeout: 30_000 });
    await expect(answer).toContainText("평균은 5.58");
    await answer.getByTestId("figure").filter({ hasText: "5.58" }).click();
    await expect(answer.getByRole("region", { name: "5.58의 근거" })).toContainText("숫자 열의 기초 통계");
    await waitUntilLoaded(page);
    await expectAccessible(page, "an answer in Korean");
  });
});
