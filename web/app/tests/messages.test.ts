import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

import { afterEach, describe, expect, test, vi } from "vitest";

interface Variants {
  declarations: string[];
  selectors: string[];
  match: Record<string, string>;
}

type Messages = Record<string, string | [Variants]>;

const APP = fileURLToPath(new URL("..", import.meta.url));
const CATALOGUE = join(APP, "messages");
const SETTINGS = JSON.parse(readFileSync(join(APP, "project.inlang/settings.json"), "utf8"));
const { baseLocale, locales }: { baseLocale: string; locales: string[] } = SETTINGS;

const filesOf = (locale: string) => readdirSync(join(CATALOGUE, locale)).sort();
const textOf = (locale: string, file: string) => readFileSync(join(CATALOGUE, locale, file), "utf8");
const messagesOf = (locale: string, file: string): Messages => JSON.parse(textOf(locale, file));

/** The names in braces of a text. */
const placeholdersIn = (text: string) => [...text.matchAll(/(?<!\\)\{(\w+)\}/g)].map(([, name]) => name);

/** The inputs of a message. The local variables of one with plural forms are not inputs. */
function inputsOf(message: string | [Variants]): string[] {
  const names = typeof message === "string" ? placeholdersIn(message) : declared(message[0], "input");
  return [...new Set(names)].sort() as string[];
}

const declared = ({ declarations }: Variants, kind: "input" | "local") =>
  declarations.flatMap((line) => new RegExp(`^${kind} (\\w+)`).exec(line)?.[1] ?? []);

/** Every combination of plural forms. */
const casesOf = ([selector, ...others]: string[], forms: string[]): string[] =>
  forms.flatMap((form) =>
    others.length === 0 ? [`${selector}=${form}`] : casesOf(others, forms).map((rest) => `${selector}=${form}, ${rest}`),
  );

const variantsOf = (messages: Messages) =>
  Object.entries(messages).flatMap(([key, message]) => (typeof message === "string" ? [] : [{ key, variants: message[0] }]));

const AREAS = locales.flatMap((locale) => filesOf(locale).map((file) => [locale, file] as const));

test("the settings list all locales and files", () => {
  expect(readdirSync(CATALOGUE).sort()).toEqual([...locales].sort());
  const patterns: string[] = SETTINGS["plugin.inlang.messageFormat"].pathPattern;
  expect(patterns.map((pattern) => basename(pattern)).sort()).toEqual(filesOf(baseLocale));
});

describe.each(AREAS)("%s/%s", (locale, file) => {
  const messages = messagesOf(locale, file);

  test("keys name their area and are unique", () => {
    const area = `${basename(file, ".json").replaceAll("-", "_")}_`;
    const written = [...textOf(locale, file).matchAll(/^ {2}"(\w+)":/gm)].map(([, key]) => key ?? "");
    expect(written).toEqual(Object.keys(messages));
    expect(written.filter((key) => !key.startsWith(area))).toEqual([]);
  });

  test("keys and placeholders are those of the base locale", () => {
    const signatures = (known: Messages) => Object.entries(known).map(([key, message]) => `${key}(${inputsOf(message)})`);
    expect(signatures(messages).sort()).toEqual(signatures(messagesOf(baseLocale, file)).sort());
  });

  test("there is a text for each plural form of the language", () => {
    // "other" is what fits no other form
    const categories = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    const forms = categories.map((category) => (category === "other" ? "*" : category));
    for (const { key, variants } of variantsOf(messages)) {
      expect([key, ...Object.keys(variants.match).sort()]).toEqual([key, ...casesOf(variants.selectors, forms).sort()]);
      const known = [...declared(variants, "input"), ...declared(variants, "local")];
      expect(known).toEqual(expect.arrayContaining(Object.values(variants.match).flatMap(placeholdersIn)));
    }
  });
});

test("every text is used", () => {
  const source = join(APP, "src");
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name));
  const code = files.map((name) => readFileSync(join(source, name), "utf8")).join("\n");
  const used = new Set([...code.matchAll(/\bm\.(\w+)/g)].map(([, key]) => key));
  expect(filesOf(baseLocale).flatMap((file) => Object.keys(messagesOf(baseLocale, file)).filter((key) => !used.has(key)))).toEqual([]);
});

const COMPILED = join(APP, "paraglide");

/** A compiled text. All of them are a thousand modules. */
const textOfKey = async (key: string) => (await import(join(COMPILED, "messages", `${key}.js`)))[key];

describe("in a browser", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  /** The locale and two texts in a browser that stored a locale and prefers languages. */
  async function inBrowser(stored: string | null, languages: string[]) {
    const values = new Map(stored === null ? [] : [["sisuiq_locale", stored]]);
    vi.stubGlobal("window", { location: undefined });
    vi.stubGlobal("localStorage", { getItem: (key: string) => values.get(key) ?? null });
    vi.stubGlobal("navigator", { languages });
    const { locale } = await import(join(COMPILED, "locale.js"));
    const [cancel, added] = await Promise.all(["common_cancel", "uploads_status_added"].map(textOfKey));
    return [locale, cancel(), added({ count: 2 })];
  }

  test("the stored locale is used", async () => {
    expect(await inBrowser("ko", ["en-GB"])).toEqual(["ko", "취소", "파일 2개 추가됨"]);
  });

  test("otherwise the first language with texts is used", async () => {
    expect(await inBrowser(null, ["fr", "ko-KR", "en"])).toEqual(["ko", "취소", "파일 2개 추가됨"]);
    vi.resetModules();
    expect(await inBrowser("fr", ["fr"])).toEqual(["en", "Cancel", "2 files added"]);
  });

  test("blocked storage leaves the language of the browser", async () => {
    vi.stubGlobal("window", {});
    vi.stubGlobal("localStorage", {
      getItem: () => {
        throw new Error("blocked");
      },
    });
    vi.stubGlobal("navigator", { languages: ["ko"] });
    expect((await import(join(COMPILED, "locale.js"))).locale).toBe("ko");
  });

  test("a text without a translation is that of the base locale", async () => {
    await inBrowser("ko", []);
    const title = await textOfKey("tables_title");
    expect([title(), title({}, { locale: "ko" })]).toEqual(["Tables", "Tables"]);
  });

  test("a text in a given locale is not that of the reader", async () => {
    await inBrowser("ko", []);
    const cancel = await textOfKey("common_cancel");
    expect([cancel({}, { locale: "en" }), cancel()]).toEqual(["Cancel", "취소"]);
  });

  test("pages are exported in the base locale", async () => {
    const { locale, locales: known } = await import(join(COMPILED, "locale.js"));
    expect([locale, known]).toEqual(["en", ["en", "ko"]]);
  });
});

test("the texts without translations are listed", async () => {
  const { single }: { single: Set<string> } = await import(join(COMPILED, "single.js"));
  const keysOf = (locale: string) => filesOf(locale).flatMap((file) => Object.keys(messagesOf(locale, file)));
  const translated = new Set(keysOf("ko"));
  expect([...single].sort()).toEqual(
    keysOf(baseLocale)
      .filter((key) => !translated.has(key))
      .sort(),
  );
});
