// A loader of Turbopack: puts texts without placeholders in place of their calls. The bundler itself does it only for texts that one
// module uses.
import { fileURLToPath } from "node:url";

import ts from "typescript";

const COMPILED = new URL("../paraglide/messages/", import.meta.url);

/** The import of the locale, by a name that no module has. */
const LOCALE = 'import { locale as __locale } from "@/paraglide/locale";';

/**
 * Puts literals in place of the calls `m.key()` of a module, and drops the import that is no longer used. A text with translations
 * becomes a choice between them. A module that does anything else with a name `m` stays as it is, so it is always the import that is
 * called.
 *
 * @param {string} code
 * @param {Record<string, ((inputs?: object, options?: { locale: string }) => string) | undefined>} messages
 * @param {(key: string) => string[]} localesOf The locales of a text, the base locale first.
 * @returns {{ code: string, keys: string[] }} The code and the keys of the texts that are now in it.
 */
export function inlineTexts(code, messages, localesOf = () => ["en"]) {
  const file = ts.createSourceFile("module.tsx", code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const imported = file.statements.find(isImportOfTexts);
  if (!imported) {
    return { code, keys: [] };
  }
  const uses = usesOf(file).filter((name) => name.parent.parent?.parent !== imported);
  const isPlain = uses.every(({ parent }, index) => ts.isPropertyAccessExpression(parent) && parent.expression === uses[index]);
  if (!isPlain) {
    return { code, keys: [] };
  }
  const calls = uses.map(({ parent }) => parent).filter((access) => isCallOf(access, messages));
  const literal = ({ name: { text: key } }) => choiceOf(localesOf(key), (locale) => JSON.stringify(messages[key]?.({}, { locale })));
  const changes = calls.map((access) => ({ node: access.parent, text: literal(access) }));
  const imports = [
    ...(calls.length === uses.length ? [] : [imported.getText()]),
    ...(calls.some(({ name }) => localesOf(name.text).length > 1) ? [LOCALE] : []),
  ];
  changes.push({ node: imported, text: imports.join("\n") });
  changes.sort((one, other) => other.node.getStart() - one.node.getStart());
  const inlined = changes.reduce((rest, { node, text }) => rest.slice(0, node.getStart()) + text + rest.slice(node.end), code);
  return { code: inlined, keys: [...new Set(calls.map(({ name }) => name.text))] };
}

/** The text of the locale of the reader. */
function choiceOf([base, ...others], literal) {
  const choice = others.map((locale) => `__locale === ${JSON.stringify(locale)} ? ${literal(locale)} : `).join("");
  return choice === "" ? literal(base) : `(${choice}${literal(base)})`;
}

function isImportOfTexts(statement) {
  if (!ts.isImportDeclaration(statement) || statement.moduleSpecifier.text !== "@/paraglide/messages") {
    return false;
  }
  const bindings = statement.importClause?.namedBindings;
  return !statement.importClause?.isTypeOnly && bindings !== undefined && ts.isNamespaceImport(bindings) && bindings.name.text === "m";
}

/** All identifiers `m`. */
function usesOf(node) {
  const below = [];
  node.forEachChild((child) => {
    below.push(...usesOf(child));
  });
  return ts.isIdentifier(node) && node.text === "m" ? [node, ...below] : below;
}

/** Whether it is the function in a call without arguments of a text without placeholders. */
function isCallOf(access, messages) {
  const { parent, name } = access;
  const isCall = ts.isCallExpression(parent) && parent.expression === access && !parent.questionDotToken;
  return isCall && parent.arguments.length === 0 && messages[name.text]?.length === 0;
}

export default async function load(code) {
  const done = this.async();
  try {
    const { single } = await import(new URL("../single.js", COMPILED).href);
    const { baseLocale, locales } = await import(new URL("../locale.js", COMPILED).href);
    const ordered = [baseLocale, ...locales.filter((locale) => locale !== baseLocale)];
    const localesOf = (key) => (single.has(key) ? [baseLocale] : ordered);
    const inlined = inlineTexts(code, await import(new URL("_index.js", COMPILED).href), localesOf);
    // the build has a cache
    for (const key of inlined.keys) {
      this.addDependency(fileURLToPath(new URL(`${key}.js`, COMPILED)));
    }
    done(null, inlined.code);
  } catch (error) {
    done(error);
  }
}
