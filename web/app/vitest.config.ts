import { fileURLToPath } from "node:url";

import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: {
    alias: {
      "@/paraglide": fileURLToPath(new URL("paraglide", import.meta.url)),
      "@": fileURLToPath(new URL("src", import.meta.url)),
    },
  },
  test: {
    globalSetup: "scripts/compile-messages.mjs",
    include: ["tests/**/*.test.ts"],
    // dates are formatted in the time zone of the browser
    env: { TZ: "UTC" },
  },
});
