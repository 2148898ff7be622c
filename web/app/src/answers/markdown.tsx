"use client";

import { memo } from "react";
import ReactMarkdown, { type Components, type Options } from "react-markdown";
import remarkGfm from "remark-gfm";

import * as m from "@/paraglide/messages";

import type { AnswerTextProps } from "./answer-text";
import { CitationMark } from "./citation-mark";
import { CitationsContext } from "./citations-context";
import { markCitations } from "./mark-citations";
import "./markdown.css";

/** One tilde is a range in Korean texts (5~7%); only two strike text out. */
const REMARK: Options["remarkPlugins"] = [[remarkGfm, { singleTilde: false }]];
const REHYPE = [markCitations];

/** Links and images are dropped, so that a text can never cause a request. */
const LEFT_OUT = ["a", "img"];

const COMPONENTS: Components = {
  table: ({ children }) => (
    <div className="table-frame thin-scrollbar" role="region" aria-label={m.copilot_table()} tabIndex={0}>
      <table>{children}</table>
    </div>
  ),
  cite: ({ node }) => <CitationMark number={Number(node?.properties.dataNumber)} />,
};

const Text = memo(function Text({ text }: { text: string }) {
  return (
    <ReactMarkdown
      remarkPlugins={REMARK}
      rehypePlugins={REHYPE}
      disallowedElements={LEFT_OUT}
      unwrapDisallowed
      skipHtml
      components={COMPONENTS}
    >
      {text}
    </ReactMarkdown>
  );
});

export default function Markdown({ text, ...citations }: AnswerTextProps) {
  return (
    <CitationsContext value={citations}>
      <div className="markdown wrap-anywhere">
        <Text text={text} />
      </div>
    </CitationsContext>
  );
}
