// Compiles the texts of `messages` into functions below `paraglide`. Vitest calls it before the tests.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { compile } from "@inlang/paraglide-js";

const APP = fileURLToPath(new URL("..", import.meta.url));

/** With one locale there is nothing to choose, and the code that chooses is left out. */
const onlyIn = (locale) => ({
  strategy: ["baseLocale"],
  additionalFiles: {
    "locale.js": `
export const baseLocale = "${locale}";
export const locales = /** @type {readonly string[]} */ ([baseLocale]);
export const locale = /** @type {string} */ (baseLocale);
export const isChosen = /** @type {boolean} */ (false);
`,
  },
});

/** Otherwise it is the one that was stored, then the first of the browser's languages that has texts. */
const CHOSEN = {
  strategy: ["localStorage", "preferredLanguage", "baseLocale"],
  localStorageKey: "sisuiq_locale",
  additionalFiles: {
    "locale.js": `
import { getLocale } from "./runtime.js";
export { baseLocale, locales } from "./runtime.js";
export const locale = /** @type {string} */ (getLocale());
export const isChosen = /** @type {boolean} */ (true);
`,
  },
};

/** Compiles the texts of the project in a folder. */
export async function compileMessages(folder) {
  const project = join(folder, "project.inlang");
  const outdir = join(folder, "paraglide");
  const { locales } = JSON.parse(await readFile(join(project, "settings.json"), "utf8"));
  const isSingle = locales.length === 1;
  await compile({
    ...(isSingle ? onlyIn(locales[0]) : CHOSEN),
    project,
    outdir,
    disableAsyncLocalStorage: true,
    emitGitIgnore: false,
    emitPrettierIgnore: false,
    emitReadme: false,
  });
  if (isSingle) {
    await dropChoice(join(outdir, "messages"));
  }
}

/**
 * Exports each text without the look-up of a locale around it, so that the bundler can put the bare text in place of a call.
 * The code for several locales is different and stays as it is.
 */
async function dropChoice(folder) {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".js") && name !== "_index.js");
  for (const name of names) {
    const path = join(folder, name);
    const code = await readFile(path, "utf8");
    const short = code
      .replace("import { getLocale, experimentalStaticLocale } from '../runtime.js';\n", "")
      .replace(
        /\(\(inputs(?: = \{\})?, options = \{\}\) => \{\n\texperimentalStaticLocale \?\? .*\n\treturn (\w+)\(inputs\)\n\}\)/,
        "($1)",
      );
    if (/getLocale|experimentalStaticLocale/.test(short)) {
      throw new Error(`${path} chooses a locale in a way that this script does not know`);
    }
    await writeFile(path, short);
  }
}

export default () => compileMessages(APP);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await compileMessages(APP);
}
