import { defineConfig } from "@playwright/test";

import stories from "./playwright.config.ts";

export default defineConfig({
  ...stories,
  testDir: "screenshots",
  testMatch: "*.ts",
  workers: 1,
  timeout: 120_000,
});
