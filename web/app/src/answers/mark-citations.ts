import type { Element, ElementContent, Root, RootContent } from "hast";

const NUMBER = /\[(\d{1,3})\]/;

/** A rehype plugin that wraps each `[1]` in a `cite` element, except in code. */
export function markCitations(): (tree: Root) => void {
  return (tree) => {
    tree.children = tree.children.flatMap(markNode) as RootContent[];
  };
}

function markNode(node: RootContent | ElementContent): (RootContent | ElementContent)[] {
  if (node.type === "text") {
    return node.value
      .split(/(\[\d{1,3}\])/)
      .filter((part) => part !== "")
      .map(textOrCitation);
  }
  if (node.type === "element" && node.tagName !== "code") {
    return [{ ...node, children: node.children.flatMap(markNode) as ElementContent[] }];
  }
  return [node];
}

function textOrCitation(text: string): ElementContent {
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
