"use client";

import type { Components, Options } from "react-markdown";

import * as m from "@/paraglide/messages";

import type { AnswerTextProps } from "./answer-text";
import { CitationMark } from "./citation-mark";
import { CitationsContext } from "./citations-context";
import { markCitations } from "./mark-citations";
import { MarkdownText, tableIn } from "./markdown-text";

const REHYPE: Options["rehypePlugins"] = [markCitations];

const COMPONENTS: Components = {
  table: tableIn(m.copilot_table()),
  cite: ({ node }) => <CitationMark number={Number(node?.properties.dataNumber)} />,
};

export default function Markdown({ text, ...citations }: AnswerTextProps) {
  return (
    <CitationsContext value={citations}>
      <MarkdownText text={text} rehype={REHYPE} components={COMPONENTS} />
    </CitationsContext>
  );
}
