import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { runInNewContext } from "node:vm";

import { describe, expect, test } from "vitest";

import { localeOfScript, textOfScript } from "../scripts/one-locale.mjs";

const COMPILED = fileURLToPath(new URL("../paraglide", import.meta.url));
const scriptOf = (name: string) => {
  const file = readdirSync(join(COMPILED, "scripts")).find((own) => own.startsWith(`${name}-`));
  return { file: file ?? "", code: readFileSync(join(COMPILED, "scripts", file ?? ""), "utf8") };
};
const imported = (code: string) => import(`data:text/javascript,${encodeURIComponent(code)}`);

interface Translation {
  locale: string;
  texts: (string | ((inputs: object) => string) | undefined)[];
}

/** What the script of a locale sets. */
function translationOf(locale: string): Translation & { lang: string } {
  const document = { documentElement: { lang: "" } };
  const scope = { Intl, document } as { sisuiqTranslation?: Translation };
  runInNewContext(scriptOf(locale).code, scope);
  return { ...(scope.sisuiqTranslation ?? { locale: "", texts: [] }), ...document.documentElement };
}

/** The addresses that the script which chooses writes into a page. */
function written(stored: string | null, languages: string[]): string[] {
  const lines: string[] = [];
  runInNewContext(scriptOf("choose").code, {
    window: {},
    localStorage: { getItem: () => stored },
    navigator: { languages },
    document: { write: (line: string) => lines.push(line) },
  });
  return lines;
}

test("only readers of another locale load its texts", () => {
  expect(written(null, ["en-GB", "ko"])).toEqual([]);
  expect(written("en", ["ko"])).toEqual([]);
  const address = `<script src="/_next/static/texts/${scriptOf("ko").file}"></script>`;
  expect(written(null, ["ko-KR"])).toEqual([address]);
  expect(written("ko", ["en"])).toEqual([address]);
});

test("pages name the script that chooses", async () => {
  const { chooser } = await import(pathToFileURL(join(COMPILED, "chooser.js")).href);
  expect(chooser).toBe(`/_next/static/texts/${scriptOf("choose").file}`);
});

describe("the script of a locale", async () => {
  const { translated }: { translated: string[] } = await import(pathToFileURL(join(COMPILED, "translated.js")).href);
  const { locale, texts, lang } = translationOf("ko");
  const textOf = (key: string) => texts[translated.indexOf(key)];

  test("says the language of the page before its scripts run", () => {
    expect(lang).toBe("ko");
  });

  test("has its texts at their positions", () => {
    expect([locale, texts.length]).toEqual(["ko", translated.length]);
    expect(textOf("common_cancel")).toBe("취소");
    const added = textOf("uploads_status_added");
    expect(typeof added === "function" && added({ count: 2 })).toBe("파일 2개 추가됨");
  });

  test("has no text of the base locale", () => {
    expect(translated.indexOf("tables_title")).toBe(-1);
    expect(texts.filter((text) => text === undefined)).toEqual([]);
  });
});

describe("the locale in a browser", () => {
  const withScript = async (translation: unknown) => {
    Object.assign(globalThis, { sisuiqTranslation: translation });
    const { locale, texts, locales } = await imported(`${localeOfScript("en", ["en", "ko"])}// ${JSON.stringify(translation)}`);
    return { locale, texts, locales };
  };

  test("is that of its texts, so that no page is in two languages", async () => {
    expect(await withScript({ locale: "ko", texts: ["취소"] })).toEqual({ locale: "ko", texts: ["취소"], locales: ["en", "ko"] });
    expect(await withScript(undefined)).toEqual({ locale: "en", texts: [], locales: ["en", "ko"] });
  });
});

describe("a compiled text in a browser", () => {
  const compiled = (key: string) => readFileSync(join(COMPILED, "messages", `${key}.js`), "utf8");

  test.each([
    ["common_cancel", "(() => texts[3] ?? en_common_cancel())"],
    ["uploads_status_added", "const own = texts[3]\n\tif (own) return own(inputs)\n\treturn en_uploads_status_added(inputs)"],
  ])("%s is looked up by its position", (key, lookUp) => {
    const code = textOfScript(compiled(key), 3);
    expect(code).toContain(lookUp);
    expect(code).not.toMatch(/chosen|return ko_/);
  });

  test("without translations it stays as it is", () => {
    expect(textOfScript(compiled("tables_title"), -1)).toBe(compiled("tables_title"));
  });

  test("a choice of another form is refused", () => {
    expect(() => textOfScript("export const text = () => choose();", 3)).toThrow("does not know");
  });
});
