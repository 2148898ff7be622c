import { test } from "@playwright/test";

import { CopilotPage, logIn } from "../src/copilot-page.ts";
import { ADMIN, ADMIN_STATE } from "../src/environment.ts";

test("the demo administrator logs in", async ({ page }) => {
  await page.goto("/login/");
  await logIn(page, ADMIN);
  await new CopilotPage(page).waitUntilReady();
  await page.context().storageState({ path: ADMIN_STATE });
});
