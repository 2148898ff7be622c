import { expect, type Page } from "@playwright/test";

/** Fails if anything is wider than the window or than what contains it. */
export async function expectNoOverflow(page: Page): Promise<void> {
  const tooWide = await page.evaluate(() => {
    const frames = [...document.querySelectorAll("html, main, header, nav, form, dialog, section, article")];
    return frames
      .filter((frame) => frame.checkVisibility())
      .filter((frame) => frame.getBoundingClientRect().right > innerWidth + 1 || frame.scrollWidth > frame.clientWidth + 1)
      .map((frame) => `${frame.scrollWidth} of ${frame.clientWidth}: ${frame.outerHTML.slice(0, 100)}`);
  });
  expect(tooWide, `what reaches beyond ${page.url()}`).toEqual([]);
}
