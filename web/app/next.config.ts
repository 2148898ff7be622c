import { fileURLToPath } from "node:url";

import type { NextConfig } from "next";

const config: NextConfig = {
  output: "export",
  // a page is a folder with an index.html, which any static file server finds
  trailingSlash: true,
  reactStrictMode: true,
  poweredByHeader: false,
  devIndicators: false,
  images: { unoptimized: true },
  transpilePackages: ["sisuiq-client"],
  // the client is in the folder next to this one
  turbopack: { root: fileURLToPath(new URL("..", import.meta.url)) },
};

export default config;
