import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

import ts from "typescript";
import { expect, test } from "vitest";

const SOURCE = fileURLToPath(new URL("../src", import.meta.url));

/** Words that users stumble over. An interface says what happened and what to do, in the words of its field. */
const AVOIDED = new RegExp(
  String.raw`\b(` +
    [
      "whoever",
      "told",
      "tells",
      "anew",
      "in so many words",
      "stands? in the way",
      "by what",
      "of what",
      "given up",
      "gives up",
      "taken up",
      "let in",
      "lets? (?:you|anybody|nobody) in",
      "comes? to be",
      "came of",
      "who is above",
      "out of service",
      "as long as nobody",
      "is away",
      "are away",
      "was away",
      "for good",
      "mended",
      "so far as",
      "an? (?:hour|customer|month|interruption) a (?:customer|month)",
      "(?:hours|interruptions|events) an? (?:customer|interruption|month)",
    ].join("|") +
    String.raw`)\b`,
  "i",
);

/** The texts of a file: JSX text and string literals, except module names and CSS classes. */
function textsOf(path: string): string[] {
  const kind = path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const file = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true, kind);
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    const isClass = ts.isJsxAttribute(node) && node.name.getText(file) === "className";
    if (isClass || ts.isImportDeclaration(node)) {
      return;
    }
    if (ts.isJsxText(node) || ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      texts.push(node.text.replaceAll(/\s+/g, " "));
    }
    node.forEachChild(visit);
  };
  visit(file);
  return texts;
}

const FILES = readdirSync(SOURCE, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => join(SOURCE, name));

const CATALOGUE = fileURLToPath(new URL("../messages/en", import.meta.url));
const MESSAGES = readdirSync(CATALOGUE).map((name) => join(CATALOGUE, name));

/** The texts of a file of the catalogue. Those with plural forms are objects. */
function messagesOf(path: string): string[] {
  const texts: string[] = [];
  JSON.parse(readFileSync(path, "utf8"), (_, value) => {
    if (typeof value === "string") {
      texts.push(value);
    }
  });
  return texts;
}

const TEXTS = [...FILES.map((path) => ({ path, texts: textsOf(path) })), ...MESSAGES.map((path) => ({ path, texts: messagesOf(path) }))];

test("interface texts use plain words", () => {
  const found = TEXTS.flatMap(({ path, texts }) =>
    texts.filter((text) => AVOIDED.test(text)).map((text) => `${relative(SOURCE, path)}: ${text.trim()}`),
  );
  expect(found).toEqual([]);
});

test.each([
  "No passage says this in so many words.",
  "Parts of the service are away.",
  "3 messages were given up",
  "hours a customer",
  "A user is told of it.",
])("%s is rejected", (text) => {
  expect(text).toMatch(AVOIDED);
});

test("texts are found where they are written", () => {
  const texts = TEXTS.flatMap((file) => file.texts);
  expect(texts).toContain("Regenerate");
  expect(texts.some((text) => text.includes("and its answers will be permanently deleted."))).toBe(true);
  expect(texts.length).toBeGreaterThan(500);
});
