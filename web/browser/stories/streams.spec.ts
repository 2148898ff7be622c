import { URL_OF_PRODUCT } from "../src/environment.ts";
import { Line } from "../src/line.ts";
import { test as base, expect } from "../src/test.ts";

const QUESTION = "What should be done about transmission losses, and by whom?";

/** Over a line that shows the first of what is told of an answer. */
const test = base.extend<{ line: Line }>({
  line: async ({ browserName: _ }, use) => {
    const line = await Line.to(URL_OF_PRODUCT);
    await use(line);
    line.close();
  },
  baseURL: async ({ line }, use) => use(line.url),
});

test.beforeEach(async ({ copilot, person: _ }) => {
  await copilot.open();
  await copilot.input.fill(QUESTION);
  await copilot.send.click();
  await expect(copilot.stop).toBeVisible();
});

test("nothing more can be sent while an answer is awaited", async ({ page, copilot, line }) => {
  await expect(page.getByTestId("message-list")).toHaveAttribute("aria-busy", "true");
  await copilot.input.fill("And by when?");
  await expect(copilot.send).toBeDisabled();
  await copilot.input.press("Enter");
  await expect(copilot.questions).toHaveCount(1);
  line.release();
  await copilot.answered();
  await expect(copilot.send).toBeEnabled();
});

test("an answer that is being written can be stopped", async ({ page, copilot, line }) => {
  const told = page.waitForResponse((response) => response.url().endsWith("/stop"));
  await copilot.stop.click();
  expect((await told).status()).toBe(202);
  line.release();
  await copilot.answered();
  await expect(copilot.stop).toBeHidden();
  await expect(page.getByTestId("message-list")).toHaveAttribute("aria-busy", "false");
});

test("an answer is read on after the page was loaded again", async ({ page, copilot }) => {
  expect(await page.evaluate(() => sessionStorage.getItem("sisuiq_answer_under_way"))).toContain("answerId");
  await page.reload();
  const answer = await copilot.answered();
  await expect(copilot.questions).toHaveCount(1);
  await expect(answer.getByTestId("citation-chip").first()).toBeVisible();
  expect(await page.evaluate(() => sessionStorage.getItem("sisuiq_answer_under_way"))).toBeNull();
});

test("an answer is read on when the connection broke", async ({ page, copilot, line, watch }) => {
  watch.expectDisconnection();
  const readOn = page.waitForResponse((response) => /\/events\?after=1$/.test(response.url()) && response.ok());
  line.break();
  await readOn;
  const answer = await copilot.answered();
  await expect(copilot.questions).toHaveCount(1);
  await expect(answer.getByTestId("citation-chip").first()).toBeVisible();
  const text = answer.locator(".markdown");
  const shown = await text.innerText();
  await page.reload();
  await copilot.answered();
  await expect(text).toHaveText(shown, { useInnerText: true });
});

test("an answer is given once more when somebody asks for it", async ({ page, copilot, line }) => {
  line.release();
  const first = await copilot.answered();
  const again = page.waitForResponse((response) => response.url().endsWith("/regenerate/stream"));
  await first.getByRole("button", { name: "Regenerate" }).click();
  expect((await again).status()).toBe(200);
  await copilot.answered();
  await expect(copilot.questions).toHaveCount(1);
});
