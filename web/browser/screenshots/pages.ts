import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import type { Page } from "@playwright/test";

import { CopilotPage } from "../src/copilot-page.ts";
import { demoDocument } from "../src/documents.ts";
import { DEMO_CONVERSATION, LOGIN_PAGES, PAGES, WIDTHS, waitUntilLoaded } from "../src/pages.ts";
import { asAdministrator, expect, test } from "../src/test.ts";

const FOLDER = new URL("../../../docs/screenshots/", import.meta.url);
const QUESTION = "How many staff will be trained in live-line work in 2028?";
const MOST_BYTES = 150_000;

test.use(asAdministrator);

for (const { width, height } of WIDTHS) {
  test(`pages at ${width} pixels`, async ({ browser, page, watch }) => {
    watch.allowResponse(404, /^\/nowhere\/$/);
    await page.setViewportSize({ width, height });
    const keep = (name: string) => picture(page, `${name}-${width}`);
    for (const { name, path, heading } of PAGES) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1, name: heading })).toBeAttached();
      await waitUntilLoaded(page);
      await keep(name);
    }
    await page.goto(`/documents/document/?id=${await demoDocument(page.request)}&page=2`);
    await expect(page.locator("canvas").first()).toBeVisible();
    await waitUntilLoaded(page);
    await keep("document");
    await page.goto(`/admin/sessions/?q=${encodeURIComponent(DEMO_CONVERSATION)}`);
    await page.getByRole("link", { name: DEMO_CONVERSATION }).click();
    await expect(page.locator("article .markdown").first()).toBeVisible();
    await keep("session");

    const copilot = new CopilotPage(page);
    await copilot.open();
    await copilot.ask(QUESTION);
    await expect(copilot.chips.first()).toBeVisible();
    await keep("answer");
    await copilot.openCitation();
    await expect(page.getByTestId("highlight").first()).toBeInViewport();
    await keep("cited-page");
    await page.keyboard.press("Escape");
    if (width < 768) {
      await page.getByRole("button", { name: "Show modes and conversations" }).click();
      await keep("sidebar");
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Show insights" }).click();
      await keep("insights");
      await page.keyboard.press("Escape");
    }
    const { sessions } = (await (await page.request.get(`/api/v1/sessions?limit=1`)).json()) as { sessions: { id: string }[] };
    await page.request.delete(`/api/v1/sessions/${sessions[0]?.id}`);
    await page.evaluate(() => {
      localStorage.removeItem("sisuiq_session_id");
      localStorage.setItem("sisuiq_theme", "dark");
    });
    await page.goto("/");
    await copilot.waitUntilReady();
    await waitUntilLoaded(page);
    await keep("home-dark");

    const visitor = await browser.newPage({ viewport: { width, height } });
    for (const { name, path, heading } of LOGIN_PAGES) {
      await visitor.goto(path);
      await expect(visitor.getByRole("heading", { level: 1, name: heading })).toBeVisible();
      await picture(visitor, `${name}-${width}`);
    }
    await visitor.close();
  });
}

/** Takes a screenshot without animations and caret, as WebP. */
async function picture(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== "running"));
  const png = await page.screenshot({ animations: "disabled", caret: "hide", scale: "css" });
  const webp = await page.evaluate(async (text) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const surface = new OffscreenCanvas(image.width, image.height);
    surface.getContext("2d")?.drawImage(image, 0, 0);
    const smaller = await surface.convertToBlob({ type: "image/webp", quality: 0.8 });
    return btoa([...new Uint8Array(await smaller.arrayBuffer())].map((byte) => String.fromCharCode(byte)).join(""));
  }, png.toString("base64"));
  const picture = Buffer.from(webp, "base64");
  expect(picture.byteLength, `the size of ${name}`).toBeLessThan(MOST_BYTES);
  await mkdir(FOLDER, { recursive: true });
  await writeFile(fileURLToPath(new URL(`${name}.webp`, FOLDER)), picture);
}
