import { expect, type Page } from "@playwright/test";

import { waitUntilLoaded } from "./pages.ts";

/** Good according to web.dev is at most 0.1. */
const MAX_SHIFT = 0.05;

interface LayoutShift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
  sources: { node: Node | null }[];
}

/** A movement of content that no input caused. */
export interface Shift {
  value: number;
  /** The beginning of the texts that moved. */
  moved: string[];
}

declare global {
  interface Window {
    layoutShifts: Shift[];
  }
}

/** Records the layout shifts of all pages that are opened from now on. */
export async function recordLayoutShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.layoutShifts = [];
    const observer = new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries() as LayoutShift[]) {
        if (!hadRecentInput) {
          window.layoutShifts.push({ value, moved: sources.map(({ node }) => (node?.textContent ?? "").slice(0, 40)) });
        }
      }
    });
    observer.observe({ type: "layout-shift", buffered: true });
  });
}

/** The layout shifts of the page so far. Their sum is at least the cumulative layout shift of web.dev. */
async function layoutShifts(page: Page): Promise<Shift[]> {
  // shifts are reported after the frame that shows them
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  return page.evaluate(() => window.layoutShifts);
}

/** Opens a page and fails if its content moves while it loads. */
export async function expectNoShift(page: Page, path: string, heading: string): Promise<void> {
  await recordLayoutShifts(page);
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1, name: heading })).toBeAttached();
  await expectSettled(page);
}

/** Waits until the page is loaded, and fails if its content moved. */
export async function expectSettled(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await waitUntilLoaded(page);
  const shifts = await layoutShifts(page);
  const sum = shifts.reduce((total, { value }) => total + value, 0);
  expect(sum, JSON.stringify(shifts)).toBeLessThanOrEqual(MAX_SHIFT);
}
