import { test as base, expect } from "@playwright/test";

import { administratorState } from "./administrator.ts";
import { CopilotPage } from "./copilot-page.ts";
import { URL_OF_PRODUCT } from "./environment.ts";
import { cookiesOf, newPerson, type Person, type Role } from "./people.ts";
import { Watch } from "./watch.ts";

interface Options {
  /** The role of `person`. */
  role: Role;
}

interface Fixtures {
  /** Fails tests that cause errors, requests to other origins or readable tokens. */
  watch: Watch;
  /** A new account, logged in in this browser. */
  person: Person;
  copilot: CopilotPage;
}

export const test = base.extend<Fixtures & Options>({
  role: ["user", { option: true }],
  watch: [
    async ({ context, baseURL }, use) => {
      const watch = new Watch(context, baseURL ?? URL_OF_PRODUCT);
      await watch.begin();
      await use(watch);
      await watch.end();
    },
    { auto: true },
  ],
  person: async ({ context, role }, use) => {
    const person = await newPerson(role);
    await context.addCookies(await cookiesOf(person));
    await use(person);
  },
  copilot: async ({ page }, use) => {
    await use(new CopilotPage(page));
  },
});

/** Options for tests that start logged in as the demo administrator. */
export const asAdministrator: Parameters<typeof test.use>[0] = {
  storageState: async ({ role: _ }, use) => use(await administratorState()),
};

export { expect };
