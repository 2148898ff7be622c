import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { expect, type Page } from "@playwright/test";

const FOLDER = new URL("../../../docs/screenshots/", import.meta.url);
const MOST_BYTES = 150_000;

/** Takes a screenshot without animations and caret, as WebP. */
export async function picture(page: Page, name: string): Promise<void> {
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
