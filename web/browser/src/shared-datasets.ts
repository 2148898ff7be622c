import { randomUUID } from "node:crypto";

import { type APIRequestContext, type BrowserContext, expect, type Page } from "@playwright/test";

import { newDataset } from "./datasets.ts";
import { retryWhileRateLimited } from "./rate-limit.ts";

/** A dataset of the caller. */
export interface StoredDataset {
  id: string;
  name: string;
}

/** Uploads a table under a name of its own. */
export async function storeTable(page: Page, what: string, text: string): Promise<StoredDataset> {
  const name = `${what} ${randomUUID().slice(0, 8)}`;
  return { id: await newDataset(page, name, text), name };
}

/** Creates the link of a dataset and returns the address of its page. */
export async function shareTable(api: APIRequestContext, id: string, allowed: { daily_budget?: number } = {}): Promise<string> {
  const shared = await retryWhileRateLimited(200, () => api.post(`/api/datasets/${id}/share`, { data: { daily_budget: 50, ...allowed } }));
  return pathOf(((await shared.json()) as { share_url: string }).share_url);
}

/** The address of a link at the origin of the tests. */
export function pathOf(link: string): string {
  const { pathname, search } = new URL(link);
  return pathname + search;
}

/** A page of somebody without an account. */
export async function pageOf(visitor: BrowserContext): Promise<Page> {
  expect(await visitor.cookies(), "the cookies of a visitor").toEqual([]);
  return await visitor.newPage();
}
