import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import ts from "typescript";
import { expect, test } from "vitest";

const SOURCE = fileURLToPath(new URL("../src", import.meta.url));

/** Properties and attributes that are shown or read out. Biome's noJsxLiterals sees only what is between tags. */
const SHOWN = new Set([
  "action",
  "all",
  "alt",
  "aria-description",
  "aria-label",
  "aria-roledescription",
  "aria-valuetext",
  "closeLabel",
  "description",
  "empty",
  "explanation",
  "hint",
  "label",
  "placeholder",
  "showLabel",
  "title",
]);

const WORD = /\p{L}{2}/u;
/** Several words with a capital letter: a sentence or a title, wherever it is. Errors for developers begin with a small one. */
const SENTENCE = /^\p{Lu}\p{L}*[^\p{L}]*\s.*\p{L}{2}/u;

/** The texts of a source file that are not in the catalogue. */
function textsIn(name: string, source: string): string[] {
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true, name.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const found: string[] = [];
  const visit = (node: ts.Node, isShown: boolean): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || isAttribute(node, "className") || isComparison(node)) {
      return;
    }
    const text = textOf(node)?.trim();
    if (text && (isShown ? WORD : SENTENCE).test(text)) {
      found.push(`${name}: ${text}`);
    }
    // what a call is given is not shown itself
    const isBelowShown = (isShown && !ts.isCallExpression(node) && !isMarkup(node)) || isShownName(node);
    node.forEachChild((child) => visit(child, isBelowShown && !isKey(child)));
  };
  visit(file, false);
  return found;
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
    return node.text;
  }
  if (ts.isTemplateExpression(node)) {
    return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join("…");
  }
  return undefined;
}

const isAttribute = (node: ts.Node, name: string) => ts.isJsxAttribute(node) && node.name.getText() === name;
const isShownName = (node: ts.Node) => (ts.isJsxAttribute(node) || ts.isPropertyAssignment(node)) && SHOWN.has(node.name.getText());
const isMarkup = (node: ts.Node) => ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isArrowFunction(node);
const isComparison = (node: ts.Node) => ts.isBinaryExpression(node) && /^[!=]==$/.test(node.operatorToken.getText());
const isKey = (node: ts.Node) => ts.isElementAccessExpression(node.parent) && node.parent.argumentExpression === node;

const FILES = readdirSync(SOURCE, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name));

test("all texts are in the catalogue", () => {
  expect(FILES.length).toBeGreaterThan(200);
  expect(FILES.flatMap((name) => textsIn(name, readFileSync(join(SOURCE, name), "utf8")))).toEqual([]);
}, 120_000);

// the bundler puts texts in place of calls only if it can see which exports of the module are used
test("texts are imported as a namespace", () => {
  const imports = FILES.flatMap((name) => /import .* from "@\/paraglide\/messages.*/.exec(readFileSync(join(SOURCE, name), "utf8")) ?? []);
  expect(new Set(imports)).toEqual(
    new Set(['import * as m from "@/paraglide/messages";', 'import type * as messages from "@/paraglide/messages";']),
  );
});

test.each([
  ['<Button aria-label="Close" />', "Close"],
  [`<Button aria-label={isOpen ? m.common_close() : \`Open \${name}\`} />`, "Open …"],
  ['const columns = [{ title: "name", cell }];', "name"],
  ['const metadata = { title: { default: "Admin", template: m.pages_title() } };', "Admin"],
  ['setDone("The link was sent.");', "The link was sent."],
  ['return user ? "Only you" : null;', "Only you"],
  [`const text = \`Version \${version} of \${name}\`;`, "Version … of …"],
])("%s has a text", (source, text) => {
  expect(textsIn("sample.tsx", source)).toEqual([`sample.tsx: ${text}`]);
});

test.each([
  '<input aria-label={m.common_close()} name="username" className="Grid of three" />',
  '<CardHeader actions={<Badge variant="primary">{label}</Badge>} title={<span id="name">{title}</span>} />',
  '<Select aria-label={label(state.get("from"))} />',
  '<Badge title={status === "ready" ? done : left} />',
  'throw new TypeError("the answer has no body");',
  'const kind: "Not a text" = read(headers["content-type"]);',
])("%s has none", (source) => {
  expect(textsIn("sample.tsx", source)).toEqual([]);
});
