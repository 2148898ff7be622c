// Writes the texts of each locale but the base one as a script, so that only its readers load them, and a script that chooses
// between them. `externalize-scripts.mjs` adds both to the export, and pages run them before their own scripts.
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import ts from "typescript";

/** Where the export has them. */
const ADDRESS = "/_next/static/texts";

/**
 * Writes the scripts to `scripts` in the folder of the compiled texts. `translated.js` lists the texts with translations: the scripts
 * have them in its order. `chooser.js` has the address of the script that chooses.
 */
export async function writeTranslations(outdir, single, baseLocale, locales) {
  const messages = await import(pathToFileURL(join(outdir, "messages/_index.js")).href);
  const translated = Object.keys(messages)
    .filter((key) => !single.has(key))
    .sort();
  await rm(join(outdir, "scripts"), { recursive: true, force: true });
  await mkdir(join(outdir, "scripts"));
  const addresses = {};
  for (const locale of locales.filter((other) => other !== baseLocale)) {
    addresses[locale] = await writeScript(outdir, locale, await translation(outdir, locale, translated, messages));
  }
  const locale = await readFile(join(outdir, "locale.js"), "utf8");
  const choice = `const address = ${JSON.stringify(addresses)}[chosen()];
  // a script that is written is run before those that follow
  if (address) document.write(\`<script src="\${address}"></script>\`);`;
  const chooser = await writeScript(outdir, "choose", within(`${locale}\n${choice}`));
  await writeFile(join(outdir, "translated.js"), `export const translated = ${JSON.stringify(translated)};\n`);
  await writeFile(join(outdir, "chooser.js"), `export const chooser = ${JSON.stringify(chooser)};\n`);
}

/**
 * A script that sets the locale, also as the language of the page, and its texts: strings, and functions of those with
 * placeholders.
 */
async function translation(outdir, locale, keys, messages) {
  const functions = [];
  const texts = [];
  for (const key of keys) {
    const code = await readFile(join(outdir, "messages", `${key}.js`), "utf8");
    const own = new RegExp(`^const ${locale}_${key} = [^]*?\\n};\\n`, "m").exec(code)?.[0];
    const isPlain = messages[key].length === 0;
    if (own !== undefined && !isPlain) {
      functions.push(own);
    }
    const plain = () => JSON.stringify(messages[key]({}, { locale }));
    texts.push(own === undefined ? "" : isPlain ? plain() : `${locale}_${key}`);
  }
  const registry = await readFile(join(outdir, "registry.js"), "utf8");
  return within(`${registry}
const registry = { plural, number, datetime, relativetime };
${functions.join("")}
globalThis.sisuiqTranslation = { locale: ${JSON.stringify(locale)}, texts: [${texts.join(",")}] };
document.documentElement.lang = ${JSON.stringify(locale)};`);
}

/** The code as the body of a function, without comments. */
function within(code) {
  const script = `(() => {\n${code.replaceAll(/^export /gm, "")}\n})();`;
  return ts.transpileModule(script, { compilerOptions: { removeComments: true, target: ts.ScriptTarget.ES2022 } }).outputText;
}

/** Writes a script by a name that changes with its content, and returns its address. */
async function writeScript(outdir, name, code) {
  const hashed = `${name}-${createHash("sha256").update(code).digest("hex").slice(0, 16)}.js`;
  await writeFile(join(outdir, "scripts", hashed), code);
  return `${ADDRESS}/${hashed}`;
}
