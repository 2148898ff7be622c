import type { Element, ElementContent, Root, RootContent } from "hast";

const NUMBER = /\[(\d{1,3})\]/;

/** Makes an element of each `[1]` of a text, but in code. */
export function markCitations(): (tree: Root) => void {
  return (tree) => {
    tree.children = tree.children.flatMap(marked) as RootContent[];
  };
}

function marked(node: RootContent | ElementContent): (RootContent | ElementContent)[] {
  if (node.type === "text") {
    return node.value
      .split(/(\[\d{1,3}\])/)
      .filter((part) => part !== "")
      .map(piece);
  }
  if (node.type === "element" && node.tagName !== "code") {
    return [{ ...node, children: node.children.flatMap(marked) as ElementContent[] }];
  }
  return [node];
}

function piece(text: string): ElementContent {
  const number = NUMBER.exec(text)?.[1];
  if (number === undefined || text !== `[${number}]`) {
    return { type: "text", value: text };
  }
  const cite: Element = {
    type: "element",
    tagName: "cite",
    properties: { dataNumber: number },
    children: [{ type: "text", value: text }],
  };
  return cite;
}
