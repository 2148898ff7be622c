// Adds up the compressed scripts that each page names, and fails when the chat page has more than its budget.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const BUDGET = 200_000;
const out = fileURLToPath(new URL("../out", import.meta.url));

async function compressed(address) {
  return gzipSync(await readFile(join(out, address)), { level: 9 }).length;
}

const pages = (await readdir(out, { recursive: true })).filter((entry) => entry.endsWith("index.html")).sort();
for (const page of pages) {
  const html = await readFile(join(out, page), "utf8");
  // browsers with modules do not load these
  const tags = [...html.matchAll(/<script[^>]*\ssrc="([^"?]+)[^"]*"[^>]*>/g)].filter(([tag]) => !/\snomodule/i.test(tag));
  const addresses = new Set(tags.map(([, address]) => address));
  const sizes = await Promise.all([...addresses].map(compressed));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  console.log(`${(total / 1000).toFixed(1).padStart(7)} kB  /${page.replace(/index\.html$/, "")}`);
  if (page === "index.html" && total > BUDGET) {
    throw new Error(`the chat page loads ${total} bytes of scripts, more than ${BUDGET}`);
  }
}
