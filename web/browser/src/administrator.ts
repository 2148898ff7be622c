import { request } from "@playwright/test";

import { ADMIN, URL_OF_PRODUCT } from "./environment.ts";
import { retryWhileRateLimited } from "./rate-limit.ts";

type State = Awaited<ReturnType<typeof logIn>>;

/** An access token is valid for 15 minutes, and no test takes 5. A browser that renewed the session would end it for all others. */
const REUSED_FOR_MS = 10 * 60_000;

let session: { state: State; begun: number } | undefined;

/** The cookies of the demo administrator, who logs in again before they expire. */
export async function administratorState(): Promise<State> {
  if (!session || Date.now() - session.begun > REUSED_FOR_MS) {
    const begun = Date.now();
    session = { state: await logIn(), begun };
  }
  return session.state;
}

async function logIn() {
  const api = await request.newContext({ baseURL: URL_OF_PRODUCT });
  await retryWhileRateLimited(200, () => api.post("/api/auth/login", { data: ADMIN }));
  const state = await api.storageState();
  await api.dispose();
  return state;
}
