import { fileURLToPath } from "node:url";

import type { Locator, Page } from "@playwright/test";

import { getDocument } from "../../app/node_modules/pdfjs-dist/legacy/build/pdf.mjs";

// PDF.js needs it, and Node has it from version 22
Object.assign(Promise, {
  withResolvers() {
    let [resolve, reject]: ((value?: unknown) => void)[] = [];
    const promise = new Promise((fulfil, refuse) => {
      [resolve, reject] = [fulfil, refuse];
    });
    return { promise, resolve, reject };
  },
});

const FONTS = fileURLToPath(new URL("../../app/node_modules/pdfjs-dist/standard_fonts/", import.meta.url));

/** A rectangle in fractions of a page, from its upper left corner. */
export interface Rectangle {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Word extends Rectangle {
  text: string;
}

/** The words of a page with their positions, read by PDF.js and thus independently of the API. */
export async function wordsOf(file: Buffer, number: number): Promise<Word[]> {
  const pdf = await getDocument({ data: new Uint8Array(file), standardFontDataUrl: FONTS, useWorkerFetch: false }).promise;
  const page = await pdf.getPage(number);
  const { width, height } = page.getViewport({ scale: 1 });
  const { items } = await page.getTextContent();
  await pdf.loadingTask.destroy();
  return items.flatMap((item) => {
    if (!("str" in item) || item.str.trim() === "") {
      return [];
    }
    const [, , , , left = 0, baseline = 0] = item.transform as number[];
    return [
      {
        text: item.str.trim(),
        left: left / width,
        right: (left + item.width) / width,
        top: (height - baseline - item.height * 0.7) / height,
        bottom: (height - baseline) / height,
      },
    ];
  });
}

/** The positions of the highlights on the rendered page. */
export function highlightsOn(pdfPage: Locator): Promise<Rectangle[]> {
  return pdfPage.evaluate((frame) => {
    const page = (frame.querySelector("canvas") as HTMLCanvasElement).getBoundingClientRect();
    return [...frame.querySelectorAll('[data-testid="highlight"]')].map((mark) => {
      const { left, right, top, bottom } = mark.getBoundingClientRect();
      return {
        left: (left - page.left) / page.width,
        right: (right - page.left) / page.width,
        top: (top - page.top) / page.height,
        bottom: (bottom - page.top) / page.height,
      };
    });
  });
}

/** Tolerance: half a percent of a page is about three points. */
const SLACK = 0.005;

/** The words completely inside the rectangles, in page order. */
export function wordsUnder(words: Word[], rectangles: Rectangle[]): string[] {
  const isUnder = (word: Word) =>
    rectangles.some(
      ({ left, right, top, bottom }) =>
        word.left >= left - SLACK && word.right <= right + SLACK && word.top >= top - SLACK && word.bottom <= bottom + SLACK,
    );
  return words.filter(isUnder).map(({ text }) => text);
}

/** The words that overlap the rectangles. */
export function wordsTouched(words: Word[], rectangles: Rectangle[]): string[] {
  const touches = (word: Word) =>
    rectangles.some(({ left, right, top, bottom }) => {
      const across = Math.min(word.right, right) - Math.max(word.left, left);
      const down = Math.min(word.bottom, bottom) - Math.max(word.top, top);
      return across > SLACK && down > (word.bottom - word.top) / 4;
    });
  return words.filter(touches).map(({ text }) => text);
}

/** The fractions of a picture that are highlighted and that are text. */
export async function measureInk(page: Page, picture: Buffer): Promise<{ marked: number; written: number }> {
  return page.evaluate(async (text) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const surface = new OffscreenCanvas(image.width, image.height).getContext("2d") as OffscreenCanvasRenderingContext2D;
    surface.drawImage(image, 0, 0);
    const { data } = surface.getImageData(0, 0, image.width, image.height);
    let marked = 0;
    let written = 0;
    for (let at = 0; at < data.length; at += 4) {
      const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
      marked += red > 180 && green > 150 && blue < 200 && red - blue > 50 ? 1 : 0;
      written += red + green + blue < 300 ? 1 : 0;
    }
    const all = image.width * image.height;
    return { marked: marked / all, written: written / all };
  }, picture.toString("base64"));
}
