import { fileURLToPath } from "node:url";

import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL("src", import.meta.url)) } },
  test: {
    include: ["tests/**/*.test.ts"],
    // dates are formatted in the time zone of the browser
    env: { TZ: "UTC" },
  },
});
