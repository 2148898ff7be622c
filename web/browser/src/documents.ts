import { type APIRequestContext, expect, type Locator, type Page } from "@playwright/test";

/** Chooses a file on the page of documents and uploads it. */
export async function startUpload(page: Page, file: { name: string; mimeType: string; buffer: Buffer }): Promise<Locator> {
  await page.goto("/documents/");
  await expect(page.getByRole("heading", { level: 1, name: "Documents" })).toBeVisible();
  await page.getByRole("button", { name: "Add documents" }).click();
  const dialog = page.getByRole("dialog", { name: "Add documents" });
  await dialog.locator('input[type="file"]').setInputFiles(file);
  await dialog.getByRole("button", { name: "Upload 1 file" }).click();
  return dialog;
}

/** The number of documents that a person may see. */
export async function visibleDocuments(page: Page): Promise<number> {
  const { count } = (await (await page.request.get("/api/documents?limit=1")).json()) as { count: number };
  return count;
}

/** Adds a document on the page of documents and waits until it can be read. */
export async function addDocument(page: Page, name: string, content: Buffer): Promise<void> {
  const dialog = await startUpload(page, { name, mimeType: "application/pdf", buffer: content });
  await expect(dialog.getByText("Ready", { exact: true })).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
}

/** The ID of a demo document, which everyone may read. */
export async function demoDocument(api: APIRequestContext, name = "strategic_plan.pdf"): Promise<string> {
  const { documents } = (await (await api.get("/api/v1/documents?source=uetcl&status=ready&limit=100")).json()) as {
    documents: { id: string; filename: string }[];
  };
  const found = documents.find(({ filename }) => filename === name);
  expect(found, `the demo document ${name}`).toBeDefined();
  return found?.id ?? "";
}
