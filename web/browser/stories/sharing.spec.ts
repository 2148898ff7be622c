import type { Browser, Page } from "@playwright/test";

import { expectAccessible } from "../src/axe.ts";
import { DataChatPage, ACCIDENTS as FEW_ACCIDENTS } from "../src/data-chat-page.ts";
import { accidents } from "../src/datasets.ts";
import { URL_OF_PRODUCT } from "../src/environment.ts";
import { WIDTHS, waitUntilLoaded } from "../src/pages.ts";
import { pageOf, pathOf, shareTable, storeTable } from "../src/shared-datasets.ts";
import { expect, test } from "../src/test.ts";
import { Watch } from "../src/watch.ts";

const ACCIDENTS = `유형,eclo,연락처\n${Array.from({ length: 40 }, (_, at) => `${at % 2 ? "차대차" : "차대사람"},${at},010-1234-${1000 + at}`).join("\n")}\n`;
const PLAIN = "kind,eclo\ncar,3\nperson,4\n";
const UNKNOWN = `/shared/?share_token=${"A".repeat(43)}`;
const GONE = "This link does not work";
const MESSAGE = /^\/api\/datasets\/shared\/[^/]+\/message$/;
const MEAN = "What is the mean of 'eclo'?";

const dialogOf = (page: Page, name: string) => page.getByRole("dialog", { name: `Share ${name}` });

/** Opens the dialog that shares a dataset by keyboard. */
async function openDialog(page: Page, { id, name }: { id: string; name: string }) {
  await page.goto(`/data/dataset/?id=${id}`);
  const button = page.getByRole("button", { name: "Share" });
  await button.focus();
  await page.keyboard.press("Enter");
  const dialog = dialogOf(page, name);
  await expect(dialog.getByRole("spinbutton", { name: "Questions to the model per day" })).toBeVisible();
  return dialog;
}

/** Does something as somebody without an account, whose browser is watched as that of the test is. */
async function asVisitor(browser: Browser, act: (page: Page, watch: Watch) => Promise<void>, locale = "en-GB"): Promise<void> {
  const visitor = await browser.newContext({ baseURL: URL_OF_PRODUCT, locale, reducedMotion: "reduce" });
  const watch = new Watch(visitor, URL_OF_PRODUCT);
  await watch.begin();
  await act(await pageOf(visitor), watch);
  await watch.end();
  await visitor.close();
}

async function expectToFit(page: Page, what: string): Promise<void> {
  for (const size of WIDTHS) {
    await page.setViewportSize(size);
    await expectAccessible(page, `${what} at ${size.width}`);
    const wide = await page.evaluate(() =>
      [...document.querySelectorAll("html, main, header, nav, dialog, form")].filter(
        ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1,
      ),
    );
    expect(wide, `what is too wide of ${what} at ${size.width}`).toEqual([]);
  }
}

test.beforeEach(({ watch }) => {
  // a dataset without a link
  watch.allowResponse(404, /^\/api\/datasets\/[^/]+\/share$/);
});

test("a link is created after a look at personal data, and opens without an account", async ({ page, context, browser, person }) => {
  const dataset = await storeTable(page, "accidents", ACCIDENTS);
  const dialog = await openDialog(page, dataset);
  await expect(dialog.getByText("연락처: phone number, 100% of the values")).toBeVisible();
  await expectToFit(page, "the dialog before sharing");
  await dialog.getByRole("button", { name: "Create the link" }).press("Enter");
  // the browser asks for the confirmation first
  const confirmation = dialog.getByRole("checkbox", { name: "I have looked at these columns and may share them." });
  await expect(confirmation).toBeFocused();
  await expect(dialog.getByRole("textbox", { name: "Link" })).toHaveCount(0);
  await page.keyboard.press("Space");
  await dialog.getByRole("button", { name: "Create the link" }).press("Enter");
  const link = dialog.getByRole("textbox", { name: "Link" });
  await expect(link).toBeFocused();
  await expect(dialog.getByText("The link works now.")).toBeVisible();
  await expect(dialog.getByText("Not opened yet.")).toBeVisible();
  await expectToFit(page, "the dialog with a link");
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await dialog.getByRole("button", { name: "Copy the link" }).press("Enter");
  await expect(dialog.getByText("The link is copied.")).toBeVisible();
  const address = await link.inputValue();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(address);

  await asVisitor(browser, async (visitor) => {
    await visitor.goto(pathOf(address));
    await expect(visitor.getByRole("heading", { level: 1, name: dataset.name })).toBeVisible();
    await expect(visitor.getByRole("region", { name: "Columns" }).getByRole("row")).toHaveCount(4);
    const text = await visitor.locator("body").innerText();
    for (const hidden of [person.name, person.email, "table.csv"]) {
      expect(text).not.toContain(hidden);
    }
    await expectToFit(visitor, "the card of a shared dataset");
  });

  await dialog.getByRole("button", { name: "Close" }).press("Enter");
  await expect(page.getByRole("button", { name: "Share" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog.getByText(/^Works until .* Opened 1 time, last on /)).toBeVisible();
});

test("rows of a link are filtered and sorted, and the address keeps both", async ({ page, browser, person: _ }) => {
  const dataset = await storeTable(page, "rows", ACCIDENTS);
  const address = await shareTable(page.request, dataset.id);
  await asVisitor(browser, async (visitor) => {
    await visitor.goto(address);
    await visitor.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "Rows" }).press("Enter");
    const rows = visitor.getByTestId("data-row");
    await expect(rows).toHaveCount(25);
    for (const order of ["ascending", "descending"]) {
      await visitor.getByRole("button", { name: "eclo" }).press("Enter");
      await expect(visitor.getByRole("columnheader", { name: "eclo" })).toHaveAttribute("aria-sort", order);
    }
    await expect(rows.first()).toContainText("39");
    await visitor.getByRole("button", { name: "Add a condition" }).press("Enter");
    await visitor.getByRole("textbox", { name: "Value" }).fill("차대사람");
    await expect(rows).toHaveCount(20);
    await visitor.reload();
    await expect(rows).toHaveCount(20);
    await expect(rows.first()).toContainText("38");
    await expectToFit(visitor, "rows of a shared dataset");
  });
});

test("a link draws charts and a map of its dataset", async ({ page, browser, person: _ }) => {
  const dataset = await storeTable(page, "places", accidents(60));
  const address = await shareTable(page.request, dataset.id);
  await asVisitor(browser, async (visitor) => {
    await visitor.goto(address);
    const views = visitor.getByRole("navigation", { name: "Views" });
    await views.getByRole("link", { name: "Charts" }).press("Enter");
    await expect(visitor.getByRole("figure").first()).toBeVisible();
    await waitUntilLoaded(visitor);
    await expectToFit(visitor, "charts of a shared dataset");
    await views.getByRole("link", { name: "Map" }).press("Enter");
    await expect(visitor.getByRole("figure").first()).toBeVisible();
    await waitUntilLoaded(visitor);
    await expectToFit(visitor, "the map of a shared dataset");
  });
});

test("a link answers questions, and figures open their rows", async ({ page, browser, person: _ }) => {
  const dataset = await storeTable(page, "asked", FEW_ACCIDENTS);
  const address = await shareTable(page.request, dataset.id);
  await asVisitor(browser, async (visitor) => {
    await visitor.goto(address);
    await visitor.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "Ask", exact: true }).press("Enter");
    await expect(visitor.getByText("Questions and answers are not stored")).toBeVisible();
    await waitUntilLoaded(visitor);
    await expectToFit(visitor, "suggested questions about a shared dataset");

    const chat = new DataChatPage(visitor);
    const suggested = visitor.getByRole("list", { name: "Suggested questions" });
    await suggested.getByRole("button", { name: "How many rows are there?" }).press("Enter");
    await expect(await chat.waitForAnswer()).toContainText("6");
    await expect(suggested).toHaveCount(0);
    // the pressed button is no longer there
    await expect(chat.input).toBeFocused();
    await expect(visitor.getByRole("status").filter({ hasText: "The answer is complete." })).toHaveCount(1);

    await visitor.keyboard.type("How many rows where 'kind' is car?");
    await visitor.keyboard.press("Enter");
    const answer = await chat.waitForAnswer(2);
    await expect(answer).toContainText("Understood as:");
    await expect(chat.input).toBeFocused();
    await answer.getByTestId("figure").first().press("Enter");
    const origin = answer.getByTestId("origin");
    await expect(origin).toContainText("kind is car");
    await expectToFit(visitor, "answers about a shared dataset");
    await origin.getByRole("link", { name: "Show rows" }).press("Enter");
    const rows = visitor.getByTestId("data-row");
    await expect(visitor.getByTestId("rows-of-figure")).toContainText("kind is car");
    await expect(rows).toHaveCount(3);

    await visitor.goBack();
    await expect(chat.questions).toHaveText([/^How many rows are there\?/, /^How many rows where 'kind' is car\?/]);
    await expect(chat.answers).toHaveCount(2);
    await visitor.goForward();
    await visitor.reload();
    await expect(rows).toHaveCount(3);
    await expectToFit(visitor, "the rows of a figure of a shared dataset");
    await visitor.getByRole("link", { name: "Show all rows" }).press("Enter");
    await expect(rows).toHaveCount(6);

    // a later visit begins without them
    await visitor.goto(`${address}&view=ask`);
    await expect(suggested).toBeVisible();
    await expect(chat.questions).toHaveCount(0);
  });
});

test("answers of a link have charts", async ({ page, browser, person: _ }) => {
  const dataset = await storeTable(page, "drawn", FEW_ACCIDENTS);
  const address = await shareTable(page.request, dataset.id);
  await asVisitor(browser, async (visitor) => {
    const chat = new DataChatPage(visitor);
    await visitor.goto(`${address}&view=ask`);
    const groups = await chat.ask("Mean of 'eclo' by 'kind'?");
    const bars = groups.getByRole("figure", { name: "Mean of eclo by kind" });
    await expect(bars.getByRole("listitem")).toHaveCount(3);
    await bars.getByRole("button", { name: "Show as table" }).press("Enter");
    await expect(bars.getByRole("row", { name: /person/ })).toContainText("6.25");
    const mean = await chat.ask(MEAN);
    const drawn = mean.getByRole("figure");
    await drawn.scrollIntoViewIfNeeded();
    await expect(drawn.locator("svg").first()).toBeVisible();
    await waitUntilLoaded(visitor);
    await expectToFit(visitor, "charts of answers about a shared dataset");
  });
});

test("a question that a link does not answer can be asked with a column", async ({ page, browser, person: _ }) => {
  const dataset = await storeTable(page, "refused", FEW_ACCIDENTS);
  const address = await shareTable(page.request, dataset.id);
  await asVisitor(browser, async (visitor) => {
    const chat = new DataChatPage(visitor);
    await visitor.goto(`${address}&view=ask`);
    const refusal = (await chat.ask("What is the mean?")).getByTestId("refusal");
    await expect(refusal).toContainText("Not answered");
    await expectToFit(visitor, "a refusal about a shared dataset");
    await refusal.getByRole("button", { name: "eclo" }).press("Enter");
    await expect(await chat.waitForAnswer(2)).toContainText("5.58");
    await expect(chat.input).toBeFocused();
  });
});

test("a failed question to a link says why, and is asked again", async ({ page, browser, person: _ }) => {
  const dataset = await storeTable(page, "failed", FEW_ACCIDENTS);
  const address = await shareTable(page.request, dataset.id);
  await asVisitor(browser, async (visitor, watch) => {
    watch.allowResponse(429, MESSAGE);
    watch.allowResponse(409, MESSAGE);
    const chat = new DataChatPage(visitor);
    const alert = chat.answers.getByRole("alert");
    const failWith = (status: number, headers: Record<string, string> = {}) =>
      visitor.route("**/message", (route) => {
        const problem = { error: "problem", title: "Problem", status, detail: "the request failed", errors: [] };
        return route.fulfill({ status, headers, contentType: "application/problem+json", body: JSON.stringify(problem) });
      });
    await visitor.goto(`${address}&view=ask`);
    await failWith(429, { "retry-after": "7" });
    await chat.input.fill(MEAN);
    await chat.input.press("Enter");
    await expect(alert).toContainText("Too many questions through this link. Try again in 7 s.");
    await expectToFit(visitor, "a failed question about a shared dataset");
    await visitor.unroute("**/message");

    await failWith(409);
    await alert.getByRole("button", { name: "Try again" }).press("Enter");
    await expect(alert).toContainText("The rows are being prepared.");
    await expect(chat.input).toBeFocused();
    await visitor.unroute("**/message");

    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await visitor.route("**/message", async (route) => {
      await held;
      await route.continue();
    });
    await alert.getByRole("button", { name: "Try again" }).press("Enter");
    await expect(chat.answers).toHaveText(["Reading the question…"]);
    await expect(visitor.getByRole("status").filter({ hasText: "The answer is being written." })).toHaveCount(1);
    await chat.input.fill("How many rows are there?");
    await expect(chat.send).toBeDisabled();
    release();
    await expect(await chat.waitForAnswer()).toContainText("5.58");
    await expect(chat.questions).toHaveCount(1);
    await expect(chat.input).toHaveValue("How many rows are there?");
    await expect(chat.send).toBeEnabled();
  });
});

test("a link that ends while questions are asked stops", async ({ page, browser, person: _ }) => {
  const dataset = await storeTable(page, "asked to its end", FEW_ACCIDENTS);
  const address = await shareTable(page.request, dataset.id);
  await asVisitor(browser, async (visitor, watch) => {
    watch.allowResponse(404, /^\/api\/datasets\/shared\//);
    const chat = new DataChatPage(visitor);
    await visitor.goto(`${address}&view=ask`);
    await expect(await chat.ask(MEAN)).toContainText("5.58");
    expect((await page.request.delete(`/api/datasets/${dataset.id}/share`)).status()).toBe(204);
    await chat.input.fill(MEAN);
    await chat.input.press("Enter");
    await expect(visitor.getByRole("heading", { level: 1, name: GONE })).toBeVisible();
    await expect(chat.answers).toHaveCount(0);
  });
});

test("what a link allows is changed, and shown again", async ({ page, person: _ }) => {
  const dataset = await storeTable(page, "options", PLAIN);
  await shareTable(page.request, dataset.id);
  const dialog = await openDialog(page, dataset);
  const [budget, provider] = [
    dialog.getByRole("spinbutton", { name: "Questions to the model per day" }),
    dialog.getByRole("checkbox", { name: "Questions may go to a language model" }),
  ];
  await expect(provider).not.toBeChecked();
  await budget.fill("1001");
  await dialog.getByRole("button", { name: "Save" }).press("Enter");
  // the browser names the limit
  await expect(budget).toBeFocused();
  await budget.fill("5");
  await provider.check();
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Save" }).press("Enter");
  await expect(dialog.getByText("The settings are saved.")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Save" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await openDialog(page, dataset);
  await expect(budget).toHaveValue("5");
  await expect(provider).toBeChecked();
});

test("a link that is ended stops on pages that show it, too", async ({ page, browser, person: _ }) => {
  const dataset = await storeTable(page, "ended", PLAIN);
  const address = await shareTable(page.request, dataset.id);
  await asVisitor(browser, async (visitor, watch) => {
    watch.allowResponse(404, /^\/api\/datasets\/shared\//);
    await visitor.goto(address);
    await expect(visitor.getByRole("heading", { level: 1, name: dataset.name })).toBeVisible();
    const dialog = await openDialog(page, dataset);
    await dialog.getByRole("button", { name: "End the link" }).press("Enter");
    await expect(dialog.getByRole("button", { name: "End it now" })).toBeFocused();
    await dialog.getByRole("button", { name: "Keep the link" }).press("Enter");
    await expect(dialog.getByRole("button", { name: "End the link" })).toBeFocused();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await expect(dialog.getByText("The link has ended.")).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Create the link" })).toBeFocused();

    await visitor.getByRole("link", { name: "Rows" }).press("Enter");
    await expect(visitor.getByRole("heading", { level: 1, name: GONE })).toBeVisible();
    await visitor.reload();
    await expect(visitor.getByRole("heading", { level: 1, name: GONE })).toBeVisible();
    await expect(visitor.getByText(dataset.name)).toHaveCount(0);
    await expectToFit(visitor, "a link that has ended");
  });
});

test("links that are unknown or incomplete look the same", async ({ browser }) => {
  await asVisitor(browser, async (visitor, watch) => {
    watch.allowResponse(404, /^\/api\/datasets\/shared\//);
    const shown: string[] = [];
    for (const address of [UNKNOWN, "/shared/", "/shared/?share_token=..%2Fother"]) {
      await visitor.goto(address);
      await expect(visitor.getByRole("heading", { level: 1, name: GONE })).toBeVisible();
      await waitUntilLoaded(visitor);
      shown.push(await visitor.locator("body").innerText());
    }
    expect(new Set(shown).size, shown.join("\n")).toBe(1);
  });
});

test("what could not be done says why, and can be repeated", async ({ page, watch, person: _ }) => {
  watch.allowResponse(503, /^\/api\/datasets\/[^/]+\/share$/);
  const dataset = await storeTable(page, "unavailable", PLAIN);
  const dialog = await openDialog(page, dataset);
  await page.route("**/share", (route) => (route.request().method() === "POST" ? route.fulfill({ status: 503 }) : route.fallback()));
  await dialog.getByRole("button", { name: "Create the link" }).press("Enter");
  await expect(dialog.getByRole("alert")).toBeVisible();
  await page.unroute("**/share");
  await dialog.getByRole("button", { name: "Create the link" }).press("Enter");
  await expect(dialog.getByRole("textbox", { name: "Link" })).toBeFocused();
});

test("a browser that refuses to copy leaves the link selected", async ({ page, person: _ }) => {
  const dataset = await storeTable(page, "copy", PLAIN);
  await shareTable(page.request, dataset.id);
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error("refused"));
  });
  const dialog = await openDialog(page, dataset);
  await dialog.getByRole("button", { name: "Copy the link" }).press("Enter");
  await expect(dialog.getByText("The link could not be copied.")).toBeVisible();
  const link = dialog.getByRole("textbox", { name: "Link" });
  await expect(link).toBeFocused();
  expect(await page.evaluate(() => getSelection()?.toString())).toBe(await link.inputValue());
});

test("a link is shown in Korean to a Korean browser", async ({ page, browser, person: _ }) => {
  const dataset = await storeTable(page, "사고", ACCIDENTS);
  const address = await shareTable(page.request, dataset.id);
  await asVisitor(
    browser,
    async (visitor) => {
      await visitor.goto(address);
      await expect(visitor.getByRole("link", { name: "행", exact: true })).toBeVisible();
      await expect(visitor.locator("html")).toHaveAttribute("lang", "ko");
      await expectToFit(visitor, "a shared dataset in Korean");
      const reloaded = visitor.waitForEvent("load");
      await visitor.getByRole("button", { name: "English" }).click();
      await reloaded;
      await expect(visitor.getByRole("link", { name: "Rows" })).toBeVisible();
    },
    "ko-KR",
  );
});

test("a link answers Korean questions in Korean", async ({ page, browser, person: _ }) => {
  const dataset = await storeTable(page, "질문", FEW_ACCIDENTS);
  const address = await shareTable(page.request, dataset.id);
  await asVisitor(
    browser,
    async (visitor) => {
      await visitor.goto(address);
      await visitor.getByRole("link", { name: "질문", exact: true }).press("Enter");
      await visitor.getByRole("button", { name: "'eclo'의 평균은?" }).press("Enter");
      const answer = visitor.getByTestId("message-assistant");
      await expect(answer.getByRole("button", { name: "답변 복사" })).toBeVisible({ timeout: 30_000 });
      await expect(answer).toContainText("평균은 5.58");
      await waitUntilLoaded(visitor);
      await expectToFit(visitor, "an answer about a shared dataset in Korean");
    },
    "ko-KR",
  );
});
