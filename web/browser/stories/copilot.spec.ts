import { expectAccessible } from "../src/axe.ts";
import { expect, test } from "../src/test.ts";

const MODES = ["strategy_qa", "actions", "analytics", "regulatory"];
const QUESTION = "How many staff will be trained in live-line work in 2028?";

test("start page shows its main areas", async ({ page, copilot, person: _ }) => {
  await copilot.open();
  await expect(page.getByTestId("app-container")).toBeVisible();
  await expect(copilot.sidebar).toBeVisible();
  for (const mode of MODES) {
    await expect(copilot.mode(mode)).toBeVisible();
  }
  await expect(page.getByTestId("chat-area")).toBeVisible();
  await expect(copilot.input).toBeFocused();
  await expect(copilot.send).toBeVisible();
  await expect(copilot.insights).toBeVisible();
  await expect(page.getByTestId("message-list")).toContainText(/^Welcome to SISUiQ/);
  await expect(page).toHaveTitle(/SISUiQ/);
});

test("selected mode survives a reload", async ({ page, copilot, person: _ }) => {
  await copilot.open();
  for (const mode of [...MODES].reverse()) {
    await copilot.mode(mode).click();
    await expect(copilot.mode(mode)).toHaveAttribute("data-active", "true");
    await expect(copilot.sidebar.locator('[data-active="true"]')).toHaveCount(1);
  }
  await copilot.mode("regulatory").click();
  await expect(copilot.input).toHaveAttribute("placeholder", /rules/);
  await page.reload();
  await expect(copilot.mode("regulatory")).toHaveAttribute("data-active", "true");
});

test("an answer follows its question with sources", async ({ copilot, person: _ }) => {
  await copilot.open();
  await expect(copilot.send).toBeDisabled();
  await copilot.input.fill("   ");
  await expect(copilot.send).toBeDisabled();
  await copilot.input.fill(QUESTION);
  await expect(copilot.send).toBeEnabled();
  await copilot.send.click();
  await expect(copilot.questions).toHaveText([new RegExp(`^${QUESTION.replace("?", "\\?")}`)]);
  await expect(copilot.input).toHaveValue("");
  const answer = await copilot.waitForAnswer();
  await expect(answer).toContainText("90");
  const [above, below] = [await copilot.questions.first().boundingBox(), await answer.boundingBox()];
  expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual(below?.y ?? 0);
  await expect(copilot.insights.getByRole("heading", { name: "Sources" })).toBeVisible();
  const source = copilot.insights.getByRole("button", { name: /strategic_plan\.pdf/ }).first();
  await source.click();
  await copilot.waitForCitedPage();
});

test("a lost script chunk is fetched again", async ({ page, copilot, person: _, watch }) => {
  watch.allowDisconnection();
  await copilot.open();
  const lost = new Set<string>();
  await page.route("**/_next/static/chunks/*.js", (route, request) => {
    const isSecond = lost.has(request.url());
    lost.add(request.url());
    return isSecond ? route.continue() : route.abort("connectionreset");
  });
  const answer = await copilot.ask(QUESTION);
  await expect(answer.locator(".markdown")).toContainText("90");
  expect(lost.size).toBeGreaterThan(0);
});

test("answers work without streaming", async ({ page, copilot, person: _ }) => {
  await page.addInitScript(() => localStorage.setItem("sisuiq_streaming", "false"));
  const asked: string[] = [];
  page.on("request", (request) => request.method() === "POST" && asked.push(new URL(request.url()).pathname));
  await copilot.open();
  const answer = await copilot.ask(QUESTION);
  await expect(answer).toContainText("90");
  await expect(copilot.questions).toHaveCount(1);
  expect(asked).toContain("/api/chat");
  expect(asked).not.toContain("/api/chat/stream");
});

test("questions outside the documents are declined", async ({ copilot, person: _ }) => {
  await copilot.open();
  const answer = await copilot.ask("What is the capital of Mongolia?");
  await expect(answer.getByRole("list", { name: "About this answer" }).getByRole("listitem")).toHaveText([/^Not answered/]);
  await expect(answer.getByTestId("citation-chip")).toHaveCount(0);
});

test("outage answers show their indices", async ({ copilot, person: _ }) => {
  await copilot.open();
  await copilot.mode("analytics").click();
  await copilot.ask("Which regions have the most outages?");
  await expect(copilot.insights.getByText("SAIDI", { exact: true })).toBeVisible();
  await expect(copilot.insights.getByText("Outages by region")).toBeVisible();
});

test("a rating is stored with its comment", async ({ page, copilot, person: _ }) => {
  await copilot.open();
  const answer = await copilot.ask(QUESTION);
  const good = answer.getByRole("button", { name: "Helpful", exact: true });
  const bad = answer.getByRole("button", { name: "Not helpful" });
  await good.click();
  await expect(good).toHaveAttribute("aria-pressed", "true");
  await page.reload();
  await expect(good).toHaveAttribute("aria-pressed", "true");
  await bad.click();
  const dialog = page.getByRole("dialog", { name: "What was wrong?" });
  await dialog.getByRole("textbox").fill("The page is another one.");
  await dialog.getByRole("button", { name: "Send" }).click();
  await expect(dialog).toBeHidden();
  await expect(bad).toHaveAttribute("aria-pressed", "true");
  await expect(good).toHaveAttribute("aria-pressed", "false");
});

test("an answer is rated as inaccurate by keyboard, and the rating is taken back", async ({ page, copilot, person: _ }) => {
  await copilot.open();
  const answer = await copilot.ask(QUESTION);
  const bad = answer.getByRole("button", { name: "Not helpful" });
  const inaccurate = answer.getByRole("button", { name: "Inaccurate" });
  await bad.focus();
  await page.keyboard.press("Tab");
  await expect(inaccurate).toBeFocused();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "What was wrong?" });
  await dialog.getByRole("button", { name: "Skip" }).click();
  await expect(inaccurate).toHaveAttribute("aria-pressed", "true");
  await expectAccessible(page, "an answer that is rated as inaccurate");
  await page.reload();
  await expect(inaccurate).toHaveAttribute("aria-pressed", "true");
  await expect(bad).toHaveAttribute("aria-pressed", "false");
  await inaccurate.click();
  await expect(inaccurate).toHaveAttribute("aria-pressed", "false");
  await expect(dialog).toBeHidden();
});

test("chosen theme survives a reload", async ({ page, copilot, person: _ }) => {
  await copilot.open();
  const root = page.locator("html");
  const toggle = page.getByTestId("theme-toggle");
  await expect(root).not.toHaveClass(/dark/);
  await toggle.click();
  await expect(root).toHaveClass(/dark/);
  await page.reload();
  await expect(root).toHaveClass(/dark/);
  await expect(toggle).toHaveAccessibleName("Theme: dark. Switch to light");
  await toggle.click();
  await expect(root).not.toHaveClass(/dark/);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(root).not.toHaveClass(/dark/);
  await toggle.click();
  await expect(root).toHaveClass(/dark/);
});
