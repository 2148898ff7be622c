import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import { expect, test } from "vitest";

import * as kept from "@/lib/next-constants";

const require = createRequire(import.meta.url);
const NEXT = dirname(require.resolve("next/package.json"));
/** What the browser may load of Next.js. */
const FOLDERS = ["dist/client", "dist/shared"];
/** The paths that `next.config.ts` replaces. */
const IMPORT = /const (\w+) = require\("(?:\.\.\/){3,4}lib\/constants"\)/;

test("the constants kept of Next.js have its values", () => {
  const originals = require("next/dist/lib/constants");
  expect(originals).toMatchObject({ ...kept });
});

test("Next.js uses no other constants in the browser", () => {
  const used = FOLDERS.flatMap((folder) => constantsUsedIn(join(NEXT, folder)));
  expect([...new Set(used)].sort()).toEqual(Object.keys(kept).sort());
});

function constantsUsedIn(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".js"));
  return files.flatMap((name) => {
    const code = readFileSync(join(folder, name), "utf8");
    const variable = IMPORT.exec(code)?.[1];
    return variable === undefined
      ? []
      : [...code.matchAll(new RegExp(`\\b${variable}\\.(\\w+)`, "g"))].map(([, constant = ""]) => constant);
  });
}
