import type { Element, ElementContent, Root, RootContent } from "hast";
import type { AnswerFigureOut } from "sisuiq-client";

/** Letters for private use around a figure, with its place in the list between them. Markdown reads them as letters. */
const OPEN = "\uE000";
const CLOSE = "\uE001";
const FIRST = 0xe100;
const MOST = 6_000;
const PRIVATE = /[\uE000-\uF8FF]/g;
const MARKED = /(\uE000[\uE100-\uF8FF][^\uE000\uE001]*\uE001)/;

/** A text with marks around its figures, and the places of the marked ones. One that is not where it should be gets no mark. */
export function withMarks(text: string, figures: readonly AnswerFigureOut[]): { text: string; marked: number[] } {
  // places are counted in Unicode scalar values; a private letter of the table would look like a mark
  const letters = [...text.replaceAll(PRIVATE, "\uFFFD")];
  const marked: number[] = [];
  let shown = "";
  let at = 0;
  for (const [index, { start, end, text: figure }] of figures.slice(0, MOST).entries()) {
    if (start >= at && letters.slice(start, end).join("") === figure && figure !== "") {
      shown += `${letters.slice(at, start).join("")}${OPEN}${String.fromCharCode(FIRST + index)}${figure}${CLOSE}`;
      marked.push(index);
      at = end;
    }
  }
  return { text: shown + letters.slice(at).join(""), marked };
}

/** A rehype plugin that puts each marked figure into a `data` element with its place in the list. */
export function markFigures(): (tree: Root) => void {
  return (tree) => {
    tree.children = tree.children.flatMap(markNode) as RootContent[];
  };
}

function markNode(node: RootContent | ElementContent): (RootContent | ElementContent)[] {
  if (node.type === "text") {
    return node.value
      .split(MARKED)
      .filter((part) => part !== "")
      .map(textOrFigure);
  }
  return node.type === "element" ? [{ ...node, children: node.children.flatMap(markNode) as ElementContent[] }] : [node];
}

function textOrFigure(part: string): ElementContent {
  const text = part.replaceAll(PRIVATE, "");
  if (!MARKED.test(part)) {
    return { type: "text", value: text };
  }
  const figure: Element = {
    type: "element",
    tagName: "data",
    properties: { value: String(part.charCodeAt(1) - FIRST) },
    children: [{ type: "text", value: text }],
  };
  return figure;
}
