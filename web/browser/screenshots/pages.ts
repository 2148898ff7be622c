import { PASSED, playBackups } from "../src/backups.ts";
import { CopilotPage } from "../src/copilot-page.ts";
import { demoDocument } from "../src/documents.ts";
import { DEMO_CONVERSATION, LOGIN_PAGES, PAGES, WIDTHS, waitUntilLoaded } from "../src/pages.ts";
import { picture } from "../src/picture.ts";
import { asAdministrator, expect, test } from "../src/test.ts";

const QUESTION = "How many staff will be trained in live-line work in 2028?";

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
    await playBackups(page, PASSED);
    await page.goto("/admin/");
    await page.getByRole("region", { name: "Restore drill" }).scrollIntoViewIfNeeded();
    await waitUntilLoaded(page);
    await keep("restore-drill");
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
