import { URL_OF_PRODUCT } from "../src/environment.ts";
import { StreamProxy } from "../src/stream-proxy.ts";
import { test as base, expect } from "../src/test.ts";

const QUESTION = "What should be done about transmission losses, and by whom?";

/** Tests whose traffic passes through a proxy that holds answers after their first event. */
const test = base.extend<{ streamProxy: StreamProxy }>({
  streamProxy: async ({ browserName: _ }, use) => {
    const streamProxy = await StreamProxy.to(URL_OF_PRODUCT);
    await use(streamProxy);
    streamProxy.close();
  },
  baseURL: async ({ streamProxy }, use) => use(streamProxy.url),
});

test.beforeEach(async ({ copilot, person: _ }) => {
  await copilot.open();
  await copilot.input.fill(QUESTION);
  await copilot.send.click();
  await expect(copilot.stop).toBeVisible();
});

test("sending is blocked while answering", async ({ page, copilot, streamProxy }) => {
  await expect(page.getByTestId("message-list")).toHaveAttribute("aria-busy", "true");
  await copilot.input.fill("And by when?");
  await expect(copilot.send).toBeDisabled();
  await copilot.input.press("Enter");
  await expect(copilot.questions).toHaveCount(1);
  streamProxy.release();
  await copilot.waitForAnswer();
  await expect(copilot.send).toBeEnabled();
});

test("a streaming answer can be stopped", async ({ page, copilot, streamProxy }) => {
  const stopped = page.waitForResponse((response) => response.url().endsWith("/stop"));
  await copilot.stop.click();
  expect((await stopped).status()).toBe(202);
  streamProxy.release();
  await copilot.waitForAnswer();
  await expect(copilot.stop).toBeHidden();
  await expect(page.getByTestId("message-list")).toHaveAttribute("aria-busy", "false");
});

test("a stream continues after a reload", async ({ page, copilot }) => {
  expect(await page.evaluate(() => sessionStorage.getItem("sisuiq_answer_under_way"))).toContain("answerId");
  await page.reload();
  const answer = await copilot.waitForAnswer();
  await expect(copilot.questions).toHaveCount(1);
  await expect(answer.getByTestId("citation-chip").first()).toBeVisible();
  expect(await page.evaluate(() => sessionStorage.getItem("sisuiq_answer_under_way"))).toBeNull();
});

test("a stream resumes after a disconnection", async ({ page, copilot, streamProxy, watch }) => {
  watch.allowDisconnection();
  const readOn = page.waitForResponse((response) => /\/events\?after=1$/.test(response.url()) && response.ok());
  streamProxy.break();
  await readOn;
  const answer = await copilot.waitForAnswer();
  await expect(copilot.questions).toHaveCount(1);
  await expect(answer.getByTestId("citation-chip").first()).toBeVisible();
  const text = answer.locator(".markdown");
  const shown = await text.innerText();
  await page.reload();
  await copilot.waitForAnswer();
  await expect(text).toHaveText(shown, { useInnerText: true });
});

test("an answer can be regenerated", async ({ page, copilot, streamProxy }) => {
  streamProxy.release();
  const first = await copilot.waitForAnswer();
  const again = page.waitForResponse((response) => response.url().endsWith("/regenerate/stream"));
  await first.getByRole("button", { name: "Regenerate" }).click();
  expect((await again).status()).toBe(200);
  await copilot.waitForAnswer();
  await expect(copilot.questions).toHaveCount(1);
});
