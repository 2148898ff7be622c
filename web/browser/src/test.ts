import { test as base, expect } from "@playwright/test";

import { CopilotPage } from "./copilot-page.ts";
import { ADMIN_STATE, URL_OF_PRODUCT } from "./environment.ts";
import { cookiesOf, newPerson, type Person } from "./people.ts";
import { Watch } from "./watch.ts";

interface Fixtures {
  /** Sees to it that no test leaves errors, foreign requests or tokens behind. */
  watch: Watch;
  /** A new account, logged in to this browser. */
  person: Person;
  copilot: CopilotPage;
}

export const test = base.extend<Fixtures>({
  watch: [
    async ({ context, baseURL }, use) => {
      const watch = new Watch(context, baseURL ?? URL_OF_PRODUCT);
      await watch.begin();
      await use(watch);
      await watch.end();
    },
    { auto: true },
  ],
  person: async ({ context }, use) => {
    const person = await newPerson();
    await context.addCookies(await cookiesOf(person));
    await use(person);
  },
  copilot: async ({ page }, use) => {
    await use(new CopilotPage(page));
  },
});

/** Logged in as the demo administrator from the start. */
export const asAdministrator = { storageState: ADMIN_STATE };

export { expect };
