import { fileURLToPath } from "node:url";

import type { NextConfig } from "next";

const TEXTS = {
  condition: { all: ["production" as const, { not: "foreign" as const }, { content: /@\/paraglide\/messages/ }] },
  loaders: [fileURLToPath(new URL("scripts/inline-texts.mjs", import.meta.url))],
};

const config: NextConfig = {
  output: "export",
  // a page is a folder with an index.html, which any static file server finds
  trailingSlash: true,
  reactStrictMode: true,
  poweredByHeader: false,
  devIndicators: false,
  images: { unoptimized: true },
  transpilePackages: ["sisuiq-client"],
  // scripts/measure-first-load.mjs reads from them what a page loads, and deletes them
  productionBrowserSourceMaps: true,
  turbopack: {
    // the client is in the folder next to this one
    root: fileURLToPath(new URL("..", import.meta.url)),
    resolveAlias: {
      "../../../lib/constants": { browser: "./src/lib/next-constants.ts" },
      "../../../../lib/constants": { browser: "./src/lib/next-constants.ts" },
      "../build/polyfills/polyfill-module": "./src/lib/no-polyfills.ts",
      "next/dist/compiled/process": "./src/lib/no-process.ts",
      "./builtin/global-error": { browser: "./src/app/global-error.tsx" },
      "../components/builtin/global-error": { browser: "./src/app/global-error.tsx" },
    },
    rules: { "*.{ts,tsx}": TEXTS },
  },
  experimental: {
    // fewer and larger files: small ones compress badly
    turbopackChunking: { minChunkSize: 200_000 },
    turbopackCjsTreeShaking: true,
  },
};

export default config;
