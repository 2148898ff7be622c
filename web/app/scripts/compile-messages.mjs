// Compiles the texts of `messages` into functions below `paraglide`. Vitest calls it before the tests.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { compile } from "@inlang/paraglide-js";

import { writeTranslations } from "./write-translations.mjs";

const APP = fileURLToPath(new URL("..", import.meta.url));

/** The choice of the compiler, which needs its runtime of 60 kB. */
const CHOICE = /\tconst locale = experimentalStaticLocale \?\? options\.locale \?\? getLocale\(\)\n/;
const RUNTIME = "import { getLocale, experimentalStaticLocale } from '../runtime.js';\n";
/** The function that looks a locale up. */
const LOOK_UP =
  /\(\(inputs(?: = \{\})?, options = \{\}\) => \{\n(?:\tconst locale = .*\n)?(?:\t(?:if|experimental).*\n)*\treturn (\w+)\(inputs\)\n\}\)/;
/** The text of a locale that has none of its own. */
const BORROWED = /\/\*\* @type \{\(inputs: \w+\) => LocalizedString\} \*\/\nconst \w+ = \w+;\n\n/g;
const OWN = /^const \w+ = \/\*\* @type/gm;

/** The locale of the reader: the stored one, then the first of the browser's languages that has texts. `one-locale.mjs` replaces it. */
function localeModule(baseLocale, locales) {
  return `
export const baseLocale = "${baseLocale}";
export const locales = /** @type {readonly (${locales.map((locale) => `"${locale}"`).join(" | ")})[]} */ (${JSON.stringify(locales)});
/** @returns {(typeof locales)[number]} */
export function chosen() {
  if (typeof window === "undefined") {
    return baseLocale;
  }
  /** @type {string | null} */
  let stored = null;
  try {
    stored = localStorage.getItem("sisuiq_locale");
  } catch {
    // storage is blocked
  }
  const wanted = [stored ?? "", ...navigator.languages].map((tag) => tag.split("-")[0]);
  return wanted.flatMap((tag) => locales.filter((locale) => locale === tag))[0] ?? baseLocale;
}
export const locale = chosen();
`;
}

/** Compiles the texts of the project in a folder. */
export async function compileMessages(folder) {
  const project = join(folder, "project.inlang");
  const outdir = join(folder, "paraglide");
  const { baseLocale, locales } = JSON.parse(await readFile(join(project, "settings.json"), "utf8"));
  await compile({
    strategy: ["baseLocale"],
    additionalFiles: { "locale.js": localeModule(baseLocale, locales) },
    project,
    outdir,
    disableAsyncLocalStorage: true,
    emitGitIgnore: false,
    emitPrettierIgnore: false,
    emitReadme: false,
  });
  const single = await shorten(outdir);
  await writeFile(join(outdir, "single.js"), `export const single = new Set(${JSON.stringify(single)});\n`);
  await writeTranslations(outdir, new Set(single), baseLocale, locales);
}

/**
 * Shortens the look-up of a locale. A text of one locale is exported without it, so that the bundler can put the bare text in
 * place of a call. All others take the locale of `locale.js`, which is known when a page is loaded.
 *
 * @returns {Promise<string[]>} The texts of one locale.
 */
async function shorten(outdir) {
  const folder = join(outdir, "messages");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".js") && name !== "_index.js");
  const single = [];
  for (const name of names) {
    const path = join(folder, name);
    const code = await readFile(path, "utf8");
    const isSingle = code.match(OWN)?.length === 1;
    const short = isSingle ? withoutChoice(code) : withShortChoice(code);
    if (/getLocale|experimentalStaticLocale/.test(short)) {
      throw new Error(`${path} chooses a locale in a way that this script does not know`);
    }
    if (isSingle) {
      single.push(name.slice(0, -3));
    }
    await writeFile(path, short);
  }
  return single;
}

function withoutChoice(code) {
  return code
    .replace(RUNTIME, "")
    .replaceAll(BORROWED, "")
    .replace(LOOK_UP, (_, text) => `(${baseOf(code) ?? text})`);
}

/** The name of the only text. */
function baseOf(code) {
  return /^const (\w+) = \/\*\* @type/m.exec(code)?.[1];
}

function withShortChoice(code) {
  return code
    .replace(RUNTIME, "import { locale as chosen } from '../locale.js';\n")
    .replace(CHOICE, "\tconst locale = options.locale ?? chosen\n");
}

export default () => compileMessages(APP);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await compileMessages(APP);
}
