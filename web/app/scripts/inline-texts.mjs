// A loader of Turbopack: puts texts without placeholders in place of their calls. The bundler itself does it only for texts that one
// module uses.
import { fileURLToPath } from "node:url";

import ts from "typescript";

const COMPILED = new URL("../paraglide/messages/", import.meta.url);

/** The import of the translated texts, by a name that no module has. */
const TEXTS = 'import { texts as __texts } from "@/paraglide/locale";';

/**
 * Puts literals in place of the calls `m.key()` of a module, and drops the import that is no longer used. A text with translations
 * is looked up among those of the reader's locale by its position (`one-locale.mjs`) first. A module that does anything else with a name `m` stays as it is, so it is always the import that is
 * called.
 *
 * @param {string} code
 * @param {Record<string, ((inputs?: object, options?: { locale: string }) => string) | undefined>} messages
 * @param {string} baseLocale
 * @param {(key: string) => number} positionOf The position of a text with translations; -1 of one without.
 * @returns {{ code: string, keys: string[] }} The code and the keys of the texts that are now in it.
 */
export function inlineTexts(code, messages, baseLocale = "en", positionOf = () => -1) {
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
  const literal = ({ name: { text: key } }) => lookUp(positionOf(key), JSON.stringify(messages[key]?.({}, { locale: baseLocale })));
  const changes = calls.map((access) => ({ node: access.parent, text: literal(access) }));
  const imports = [
    ...(calls.length === uses.length ? [] : [imported.getText()]),
    ...(calls.some(({ name }) => positionOf(name.text) >= 0) ? [TEXTS] : []),
  ];
  changes.push({ node: imported, text: imports.join("\n") });
  changes.sort((one, other) => other.node.getStart() - one.node.getStart());
  const inlined = changes.reduce((rest, { node, text }) => rest.slice(0, node.getStart()) + text + rest.slice(node.end), code);
  return { code: inlined, keys: [...new Set(calls.map(({ name }) => name.text))] };
}

const lookUp = (position, literal) => (position < 0 ? literal : `(__texts[${position}] ?? ${literal})`);

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
    const { baseLocale } = await import(new URL("../locale.js", COMPILED).href);
    const { translated } = await import(new URL("../translated.js", COMPILED).href);
    const positionOf = (key) => translated.indexOf(key);
    const inlined = inlineTexts(code, await import(new URL("_index.js", COMPILED).href), baseLocale, positionOf);
    // the build has a cache
    for (const key of inlined.keys) {
      this.addDependency(fileURLToPath(new URL(`${key}.js`, COMPILED)));
    }
    this.addDependency(fileURLToPath(new URL("../translated.js", COMPILED)));
    done(null, inlined.code);
  } catch (error) {
    done(error);
  }
}
