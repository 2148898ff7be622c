import type { Page } from "@playwright/test";

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
export async function layoutShifts(page: Page): Promise<Shift[]> {
  // shifts are reported after the frame that shows them
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  return page.evaluate(() => window.layoutShifts);
}
