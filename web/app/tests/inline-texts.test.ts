import { describe, expect, test } from "vitest";

import { inlineTexts } from "../scripts/inline-texts.mjs";

const IMPORT = 'import * as m from "@/paraglide/messages";';
const MESSAGES = {
  common_close: () => "Close",
  common_quote: () => 'Say "yes"\n{twice}',
  common_open: (inputs: { name: string }) => `Open ${inputs.name}`,
};

const inlined = (code: string) => inlineTexts(`${IMPORT}\n${code}`, MESSAGES as never);

test.each([
  ["const title = m.common_close();", 'const title = "Close";'],
  [
    "const view = <Button label={m.common_close()}>{m.common_quote()}</Button>;",
    'const view = <Button label={"Close"}>{"Say \\"yes\\"\\n{twice}"}</Button>;',
  ],
  [`const size = \`\${m.common_close().length}\`;`, `const size = \`\${"Close".length}\`;`],
])("%s has the text itself, without the import", (code, expected) => {
  const { code: result, keys } = inlined(code);
  expect(result.trimStart()).toBe(expected);
  expect(keys).toContain("common_close");
});

test("texts with placeholders keep the import", () => {
  expect(inlined("show(m.common_close(), m.common_open({ name }));")).toEqual({
    code: `${IMPORT}\nshow("Close", m.common_open({ name }));`,
    keys: ["common_close"],
  });
});

test.each([
  "show(m.common_close);",
  "show(m.common_open());",
  "show(m.common_close?.());",
  "show(m.unknown());",
  'show("m.common_close()"); // m.common_close()',
  "show(`m.common_close()`, <p>m.common_close()</p>);",
  "show(m[key], m.common_close());",
  "show(keys as keyof typeof m, m.common_close());",
  "items.map((m) => m.common_close());",
  "const { m } = item; show(m.common_close());",
  "show(item.m, m.common_close());",
])("%s stays as it is", (code) => {
  const { code: result, keys } = inlined(code);
  expect(result.includes(code)).toBe(true);
  expect(keys).toEqual([]);
});

test.each([
  "show(m.common_close());",
  'import * as m from "./other";\nshow(m.common_close());',
  'import type * as m from "@/paraglide/messages";\nshow(m.common_close());',
])("%s without the import of texts stays as it is", (code) => {
  expect(inlineTexts(code, MESSAGES as never)).toEqual({ code, keys: [] });
});

describe("of two locales", () => {
  const translated = {
    common_close: (_: object = {}, { locale }: { locale?: string } = {}) => (locale === "ko" ? "닫기" : "Close"),
    common_copy: () => "Copy",
  };
  const both = (code: string) =>
    inlineTexts(`${IMPORT}\n${code}`, translated as never, "en", (key) => (key === "common_close" ? 7 : -1)).code;

  test("a text is that of the reader's locale, or of the base locale", () => {
    expect(both("show(m.common_close(), m.common_copy());")).toBe(
      'import { texts as __texts } from "@/paraglide/locale";\nshow((__texts[7] ?? "Close"), "Copy");',
    );
  });

  test("the import stays for what is not put in place", () => {
    expect(both("show(m.common_close(), m.common_open({ name }));")).toBe(
      `${IMPORT}\nimport { texts as __texts } from "@/paraglide/locale";\nshow((__texts[7] ?? "Close"), m.common_open({ name }));`,
    );
  });
});
