import { defineConfig } from "@playwright/test";

import stories from "./playwright.config.ts";

export default defineConfig({
  ...stories,
  testDir: ".",
  workers: 1,
  timeout: 120_000,
  projects: [
    { name: "login", testMatch: "stories/login.setup.ts" },
    { name: "screenshots", testMatch: "screenshots/*.ts", dependencies: ["login"] },
  ],
});
