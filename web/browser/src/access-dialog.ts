import { type APIRequestContext, expect, type Locator, type Page, request } from "@playwright/test";

import { URL_OF_PRODUCT } from "./environment.ts";
import { cookiesOf, type Person } from "./people.ts";
import { retryWhileRateLimited } from "./rate-limit.ts";

/** An API client of a person. */
export async function apiOf(person: Person): Promise<APIRequestContext> {
  return request.newContext({ baseURL: URL_OF_PRODUCT, storageState: { cookies: await cookiesOf(person), origins: [] } });
}

/** Creates a document without uploading its file, and returns its ID. */
export async function newDocument(api: APIRequestContext, name: string): Promise<string> {
  const data = { name, size: 1_000, type: "other", source: "other" };
  const answer = await retryWhileRateLimited(201, () => api.post("/api/documents", { data }));
  return ((await answer.json()) as { id: string }).id;
}

export function documentRow(page: Page, name: string): Locator {
  return page.getByTestId("document-row").filter({ hasText: name });
}

/** Opens the list of documents and, by keyboard, the access dialog of one of them. */
export async function openAccess(page: Page, name: string): Promise<Locator> {
  await page.goto("/documents/");
  await expect(page.getByRole("heading", { level: 1, name: "Documents" })).toBeVisible();
  await page.getByRole("button", { name: `Actions for ${name}` }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Manage access" })).toBeFocused();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Document access" });
  await expect(dialog.getByLabel("E-mail address")).toBeVisible();
  return dialog;
}
