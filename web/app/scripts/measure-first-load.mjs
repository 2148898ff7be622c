// Adds up the compressed scripts that each page names, and fails when a page exceeds the budget of its workspace, loads code of
// another one, or has no styles. Deletes the source maps, which only this check reads.
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

/** The first entry that has the page counts. */
const WORKSPACES = [
  {
    name: "knowledge",
    pages: /^\/(documents\/(document\/)?|tables\/)?$/,
    budget: 170_000,
    foreign: /\/src\/(admin|data|maps|sanctions|shell\/page-icons\/(administration|data|sanctions))\b/,
  },
  // its cards are loaded one by one
  { name: "home", pages: /^\/home\/$/, budget: 170_000, foreign: /\/src\/(admin|data|documents|home\/cards|maps|sanctions)\// },
  {
    name: "data",
    pages: /^\/data\//,
    budget: 175_000,
    // a map belongs to the pages that have one, and is loaded by them
    foreign: /\/src\/(admin|copilot|documents|home|maps|sanctions|shell\/page-icons\/(administration|knowledge|sanctions))\b/,
  },
  {
    name: "sanctions",
    pages: /^\/sanctions\//,
    budget: 171_000,
    foreign: /\/src\/(admin|copilot|data|documents|home|maps|shell\/page-icons\/(administration|data|knowledge))\b/,
  },
  // for people without an account: nothing of the frame with its navigation
  {
    name: "shared",
    pages: /^\/shared\/$/,
    budget: 162_000,
    foreign: /\/src\/(admin|copilot|documents|home|maps|sanctions|search|data\/(batch|predict|predictions|sharing)|shell\/page-icons)\//,
  },
  { name: "entry", pages: /^\/admin\/login\/$/, budget: 158_000, foreign: /\/src\/(admin|copilot|data|documents|home|maps|sanctions)\b/ },
  {
    name: "administration",
    pages: /^\/admin\//,
    budget: 172_500,
    foreign: /\/src\/(copilot|data|home|maps|sanctions|shell\/page-icons\/(data|knowledge|sanctions))\b/,
  },
  { name: "account", pages: /^\/account\/$/, budget: 170_000, foreign: /\/src\/(admin|copilot|data|documents|home|maps|sanctions)\b/ },
  { name: "entry", pages: /^\//, budget: 158_000, foreign: /\/src\/(admin|copilot|data|documents|home|maps|sanctions)\b/ },
];
const SCRIPTS = /<script[^>]*\ssrc="([^"?]+)/g;
const PRELOADS = /<link(?=[^>]*\srel="(?:modulepreload|preload)")(?=[^>]*\s(?:rel="modulepreload"|as="script"))[^>]*\shref="([^"?]+)/g;
const STYLES = /<link(?=[^>]*\srel="stylesheet")[^>]*\shref="[^"]+\.css/;
/** The comment at the end of a script or style sheet. */
const MAP = /\n?\/[/*]# sourceMappingURL=([^\s*]+)(?:\*\/)?\s*$/;

const out = fileURLToPath(new URL("../out", import.meta.url));

/** The size of each script and the modules in it, by its address. */
async function readScripts() {
  const scripts = new Map();
  const entries = await readdir(out, { recursive: true });
  for (const entry of entries.filter((name) => /\.(js|css)$/.test(name))) {
    const path = join(out, entry);
    const code = await readFile(path, "utf8");
    const map = MAP.exec(code)?.[1];
    const stripped = code.replace(MAP, "");
    const modules = map === undefined ? [] : modulesOf(JSON.parse(await readFile(join(path, "..", decodeURIComponent(map)), "utf8")));
    if (map !== undefined) {
      await writeFile(path, stripped);
    }
    scripts.set(`/${entry}`, { size: gzipSync(stripped, { level: 9 }).length, modules });
  }
  for (const entry of entries.filter((name) => name.startsWith("_next/") && name.endsWith(".map"))) {
    await rm(join(out, entry));
  }
  return scripts;
}

function modulesOf({ sources = [], sections = [] }) {
  return [...sources, ...sections.flatMap(({ map }) => modulesOf(map))];
}

function addressesIn(html) {
  return new Set([...html.matchAll(SCRIPTS), ...html.matchAll(PRELOADS)].map(([, address]) => address));
}

const scripts = await readScripts();
const all = [...scripts.values()].flatMap(({ modules }) => modules);
// a check that knows no modules would accept everything
if (!all.some((module) => module.includes("/src/admin/")) || !all.some((module) => module.includes("/src/copilot/"))) {
  throw new Error("the source maps do not name the modules of the application");
}
const failures = [];
const pages = (await readdir(out, { recursive: true })).filter((entry) => entry.endsWith("index.html")).sort();
for (const page of pages) {
  const path = `/${page.replace(/index\.html$/, "")}`;
  const { name, budget, foreign } = WORKSPACES.find((workspace) => workspace.pages.test(path));
  const html = await readFile(join(out, page), "utf8");
  // code that is shared by all pages must not import it: each then lacks it
  if (!STYLES.test(html)) {
    failures.push(`${path} names no style sheet`);
  }
  const loaded = [...addressesIn(html)].map((address) => {
    const script = scripts.get(address);
    if (!script) {
      throw new Error(`${path} names ${address}, which was not exported`);
    }
    return script;
  });
  const total = loaded.reduce((sum, { size }) => sum + size, 0);
  console.log(`${(total / 1000).toFixed(1).padStart(7)} kB  ${String(loaded.length).padStart(2)} scripts  ${name.padEnd(14)}  ${path}`);
  if (total > budget) {
    failures.push(`${path} loads ${total} bytes of scripts, more than the ${budget} of the ${name} pages`);
  }
  for (const module of loaded.flatMap(({ modules }) => modules).filter((module) => foreign.test(module))) {
    failures.push(`${path} loads ${module}, which belongs to another workspace`);
  }
}
if (failures.length > 0) {
  throw new Error(failures.join("\n"));
}
