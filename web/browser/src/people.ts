import { randomUUID } from "node:crypto";

import { type APIRequestContext, type Cookie, request } from "@playwright/test";

import { administratorState } from "./administrator.ts";
import { URL_OF_PRODUCT } from "./environment.ts";
import { retryWhileRateLimited } from "./rate-limit.ts";

export interface Person {
  name: string;
  email: string;
  password: string;
}

export type Role = "admin" | "analyst" | "compliance" | "auditor" | "user" | "guest";

/** Creates an account. */
export async function newPerson(role: Role = "user"): Promise<Person> {
  const id = randomUUID().replaceAll("-", "").slice(0, 12);
  const person = { name: `Okello ${id.slice(0, 4)}`, email: `okello.${id}@example.com`, password: `Quiet-harbour-${id.slice(-6)}!` };
  const api = await asAdmin();
  await retryWhileRateLimited(201, () => api.post("/api/auth/register", { data: { ...person, role } }));
  await api.dispose();
  return person;
}

/** Logs in and returns the cookies. */
export async function cookiesOf({ email, password }: Person): Promise<Cookie[]> {
  const api = await request.newContext({ baseURL: URL_OF_PRODUCT });
  await retryWhileRateLimited(200, () => api.post("/api/auth/login", { data: { email, password } }));
  const { cookies } = await api.storageState();
  await api.dispose();
  return cookies;
}

/** An API client of the demo administrator. */
export async function asAdmin(): Promise<APIRequestContext> {
  return request.newContext({ baseURL: URL_OF_PRODUCT, storageState: await administratorState() });
}
