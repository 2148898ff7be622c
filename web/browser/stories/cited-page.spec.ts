import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import type { Locator, Page } from "@playwright/test";

import { logIn } from "../src/copilot-page.ts";
import { uniqueWord } from "../src/environment.ts";
import { pdfOf } from "../src/pdf.ts";
import { newPerson } from "../src/people.ts";
import { expect, test } from "../src/test.ts";
import { highlightsOn, measureInk, wordsOf, wordsTouched, wordsUnder } from "../src/words.ts";

test("a dropped document is cited and highlighted", async ({ page, copilot, watch }) => {
  // the first requests of a page that is not logged in
  watch.allowResponse(401, /^\/api\//);
  // the file is deleted at the end
  watch.allowResponse(404, /^\/api\/documents\/[^/]+\/file$/);
  const river = uniqueWord();
  const fact = `The ${river} line between Gulu and Arua carries 57 megawatts.`;
  const file = pdfOf([
    [{ left: 72, bottom: 740, text: `Report on the ${river} scheme` }],
    [
      { left: 72, bottom: 700, text: "Towers were painted in the colours of the district last year." },
      { left: 72, bottom: 520, text: fact },
      { left: 72, bottom: 340, text: "Visitors are received at the gate on working days before noon." },
    ],
  ]);
  const person = await newPerson();

  await page.goto("/");
  await expect(page).toHaveURL(/\/login\/$/);
  await logIn(page, person);
  await copilot.waitUntilReady();

  await copilot.dropOnChat({ name: `${river}.pdf`, content: file });
  const dialog = page.getByRole("dialog", { name: "Add documents" });
  await dialog.getByRole("button", { name: "Upload 1 file" }).click();
  await expect(dialog.getByText("Ready", { exact: true })).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();

  const answer = await copilot.ask(`How many megawatts does the ${river} line carry?`);
  await expect(answer).toContainText("57 megawatts");
  const panel = await copilot.openCitation(answer.getByTestId("citation-chip").first());
  await expect(panel.getByRole("heading", { name: `${river}.pdf` })).toBeVisible();
  await expect(panel).toContainText("Page 2 of 2");
  await expect(panel.getByTestId("citation-state")).toHaveText("Verified");
  await expect(panel.getByRole("blockquote")).toHaveText(fact);
  await expectQuoteHighlighted(page, panel, file, 2);

  await panel.getByRole("button", { name: "Previous page" }).click();
  await expect(panel.getByTestId("pdf-page")).toHaveAttribute("data-drawn", "true");
  await expect(panel.getByTestId("highlight")).toHaveCount(0);
  await panel.getByRole("button", { name: "Back to page 2" }).click();
  await expect(panel.getByTestId("highlight")).not.toHaveCount(0);
  await panel.getByRole("tab", { name: "Text" }).click();
  await expect(panel.locator("mark")).toHaveText(fact);

  const { documents } = (await (await page.request.get("/api/v1/documents")).json()) as { documents: { id: string; filename: string }[] };
  const own = documents.find(({ filename }) => filename === `${river}.pdf`);
  expect((await page.request.delete(`/api/documents/${own?.id}`)).status()).toBe(204);
  await page.reload();
  await copilot.chips.first().click();
  await expect(page.getByTestId("citation-state")).toHaveText("Withdrawn");
  await expect(page.getByTestId("pdf-page")).toHaveCount(0);
});

test("only the cited table row is highlighted", async ({ page, copilot, person: _ }) => {
  await copilot.open();
  const answer = await copilot.ask("How many staff will be trained in live-line work in 2028?");
  await expect(answer).toContainText("90");
  const panel = await copilot.openCitation(answer.getByTestId("citation-chip").first());
  await expect(panel.getByRole("blockquote")).toHaveText("Staff trained in live-line work | 36 | 60 | 90 | 120");
  const file = await readFile(fileURLToPath(new URL("../../../seeds/strategic_plan.pdf", import.meta.url)));
  await expectQuoteHighlighted(page, panel, file, 2);
});

/** Compares the highlights with the words at that position in the file. */
async function expectQuoteHighlighted(page: Page, panel: Locator, file: Buffer, number: number): Promise<void> {
  const marks = panel.getByTestId("highlight");
  await expect(marks).not.toHaveCount(0);
  const quote = plain(await panel.getByRole("blockquote").innerText());
  const words = await wordsOf(file, number);
  const rectangles = await highlightsOn(panel.getByTestId("pdf-page"));
  expect(plain(wordsUnder(words, rectangles).join(" ")), "the words under the marks").toBe(quote);
  expect(plain(wordsTouched(words, rectangles).join(" ")), "the words that the marks touch").toBe(quote);
  for (const mark of await marks.all()) {
    const { marked, written } = await measureInk(page, await mark.screenshot());
    expect(marked, "how much of the place is coloured").toBeGreaterThan(0.5);
    expect(written, "how much of the place is written on").toBeGreaterThan(0.02);
  }
}

function plain(text: string): string {
  return text.replaceAll("|", " ").replaceAll(/\s+/g, " ").trim();
}
