import { fileURLToPath } from "node:url";

import type { NextConfig } from "next";

const config: NextConfig = {
  output: "export",
  // a page is a folder with an index.html, which any server of static files finds
  trailingSlash: true,
  reactStrictMode: true,
  poweredByHeader: false,
  devIndicators: false,
  images: { unoptimized: true },
  transpilePackages: ["sisuiq-client"],
  // the client lives beside this folder
  turbopack: { root: fileURLToPath(new URL("..", import.meta.url)) },
};

export default config;
