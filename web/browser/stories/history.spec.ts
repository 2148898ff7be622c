import { readFile } from "node:fs/promises";

import { expect, test } from "../src/test.ts";

const FIRST = "How many staff will be trained in live-line work in 2028?";
const SECOND = "Which line carries 31 percent of all energy?";

test("conversations can be searched, renamed, exported, deleted", async ({ page, copilot, person: _ }) => {
  await copilot.open();
  await copilot.ask(FIRST);
  await page.getByRole("button", { name: "New conversation" }).click();
  await expect(copilot.answers).toHaveCount(0);
  await copilot.ask(SECOND);
  const conversations = copilot.sidebar.getByRole("region", { name: "Conversations" }).getByRole("listitem");
  await expect(conversations).toHaveCount(2);

  const search = copilot.sidebar.getByRole("searchbox", { name: "Search conversations" });
  await search.fill("live-line");
  await expect(conversations).toHaveCount(1);
  await conversations.getByRole("link").first().click();
  await expect(copilot.questions).toHaveText([/live-line work in 2028/]);
  const title = await conversations.getByRole("link").first().innerText();

  await copilot.choose(title, "Rename");
  await page.getByRole("textbox", { name: "Title" }).fill("Staff in live-line work");
  await page.getByRole("button", { name: "Rename", exact: true }).click();
  await expect(copilot.conversation("Staff in live-line work")).toBeVisible();
  await expect(page).toHaveTitle("Staff in live-line work · SISUiQ");

  for (const [format, ending] of [
    ["Markdown", "md"],
    ["JSON", "json"],
  ] as const) {
    const download = page.waitForEvent("download");
    await copilot.choose("Staff in live-line work", `Export as ${format}`);
    const file = await download;
    expect(file.suggestedFilename()).toBe(`Staff in live-line work.${ending}`);
    const text = await readFile(await file.path(), "utf8");
    expect(text).toContain(FIRST);
    if (format === "JSON") {
      expect(() => JSON.parse(text)).not.toThrow();
    }
  }

  await copilot.choose("Staff in live-line work", "Delete");
  const dialog = page.getByRole("dialog", { name: "Delete this conversation?" });
  await dialog.getByRole("button", { name: "Delete" }).click();
  await expect(dialog).toBeHidden();
  await expect(conversations).toHaveCount(0);
  await expect(copilot.sidebar.getByText("No conversations found.")).toBeVisible();
  await expect(page.getByText("Welcome to SISUiQ")).toBeVisible();
  await search.fill("");
  await expect(conversations).toHaveCount(1);
});

test("a conversation continues after a reload", async ({ page, copilot, person: _ }) => {
  await copilot.open();
  await copilot.ask(FIRST);
  await page.reload();
  await expect(copilot.questions).toHaveCount(1);
  await copilot.ask(SECOND);
  await page.reload();
  await expect(copilot.questions).toHaveCount(2);
  await expect(copilot.answers).toHaveCount(2);
  await expect(copilot.sidebar.getByRole("region", { name: "Conversations" }).getByRole("listitem")).toHaveCount(1);
});
