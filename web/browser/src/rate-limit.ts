import { type APIResponse, expect } from "@playwright/test";

/** Repeats a request while it is rate limited and returns its response. */
export async function retryWhileRateLimited(status: number, ask: () => Promise<APIResponse>): Promise<APIResponse> {
  let answer: APIResponse | undefined;
  const asked = async () => {
    answer = await ask();
    return answer.status();
  };
  await expect.poll(asked, { message: "the API's answer", timeout: 45_000 }).not.toBe(429);
  expect(answer?.status(), await answer?.text()).toBe(status);
  return answer as APIResponse;
}
