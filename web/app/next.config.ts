import { fileURLToPath } from "node:url";

import type { NextConfig } from "next";

const loader = (name: string) => [fileURLToPath(new URL(`scripts/${name}`, import.meta.url))];

// pages are exported in the base locale
const IN_BROWSER = ["production" as const, "browser" as const, { not: "foreign" as const }];
const TEXTS = { condition: { all: [...IN_BROWSER, { content: /@\/paraglide\/messages/ }] }, loaders: loader("inline-texts.mjs") };
const COMPILED = {
  condition: { all: [...IN_BROWSER, { path: /\/paraglide\/(messages\/(?!_index)\w+|locale)\.js$/ }] },
  loaders: loader("one-locale.mjs"),
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
    rules: { "*.{ts,tsx}": TEXTS, "*.js": COMPILED },
  },
  experimental: {
    // fewer and larger files: small ones compress badly
    turbopackChunking: { minChunkSize: 200_000 },
    turbopackCjsTreeShaking: true,
  },
};

export default config;
