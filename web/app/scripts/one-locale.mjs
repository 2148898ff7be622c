// A loader of Turbopack for the compiled texts in scripts of the browser: they have the base locale only. The texts of another one
// are in a script that the page has run before (`write-translations.mjs`).
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

const TRANSLATED = new URL("../paraglide/translated.js", import.meta.url);

/** The function of a compiled text, which chooses a locale; its inputs have a default if there are no placeholders. */
const FUNCTION =
  /\(\(inputs( = \{\})?, options = \{\}\) => \{\n\tconst locale = options\.locale \?\? chosen\n(?:\tif \(locale === "\w+"\) return \w+\(inputs\)\n)+\treturn (\w+)\(inputs\)\n\}\)/;
const IMPORT = "import { locale as chosen } from '../locale.js';\n";

/** The module of the locale: that of the script, or the base locale if there is none, because it was not asked for or not loaded. */
export function localeOfScript(baseLocale, locales) {
  return `export const baseLocale = ${JSON.stringify(baseLocale)};
export const locales = ${JSON.stringify(locales)};
const translation = globalThis.sisuiqTranslation;
export const locale = translation?.locale ?? baseLocale;
export const texts = translation?.texts ?? [];
`;
}

/** The module of a text. One without translations stays as it is. */
export function textOfScript(code, position) {
  if (position < 0) {
    return code;
  }
  if (!code.includes(IMPORT) || !FUNCTION.test(code)) {
    throw new Error(`the text ${position} chooses a locale in a way that this script does not know`);
  }
  // two statements, which the bundler does not copy into every caller
  const called = (text) => `((inputs) => {\n\tconst own = texts[${position}]\n\tif (own) return own(inputs)\n\treturn ${text}(inputs)\n})`;
  const lookUp = (_, isPlain, text) => (isPlain ? `(() => texts[${position}] ?? ${text}())` : called(text));
  return code.replace(IMPORT, "import { texts } from '../locale.js';\n").replace(FUNCTION, lookUp);
}

export default async function load(code) {
  const done = this.async();
  try {
    const name = basename(this.resourcePath, ".js");
    this.addDependency(fileURLToPath(TRANSLATED));
    if (name === "locale") {
      const { baseLocale, locales } = await import(new URL("locale.js", TRANSLATED).href);
      done(null, localeOfScript(baseLocale, locales));
    } else {
      const { translated } = await import(TRANSLATED.href);
      done(null, textOfScript(code, translated.indexOf(name)));
    }
  } catch (error) {
    done(error);
  }
}
