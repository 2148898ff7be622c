"use client";

import { memo } from "react";
import ReactMarkdown, { type Components, type Options } from "react-markdown";
import remarkGfm from "remark-gfm";

import "./markdown.css";

/** One tilde is a range in Korean texts (5~7%); only two strike text out. */
const REMARK: Options["remarkPlugins"] = [[remarkGfm, { singleTilde: false }]];

/** Links and images are dropped, so that a text can never cause a request. */
const LEFT_OUT = ["a", "img"];

interface Props {
  text: string;
  /** What finds the marks in the text. */
  rehype: Options["rehypePlugins"];
  /** How marks and tables are shown. They have to be the same at each render. */
  components: Components;
}

/** The text of an answer in Markdown, with marks. */
export const MarkdownText = memo(function MarkdownText({ text, rehype, components }: Props) {
  return (
    <div className="markdown wrap-anywhere">
      <ReactMarkdown
        remarkPlugins={REMARK}
        rehypePlugins={rehype}
        disallowedElements={LEFT_OUT}
        unwrapDisallowed
        skipHtml
        components={components}
      >
        {text}
      </ReactMarkdown>
    </div>
  );
});

/** A table that can be scrolled by keyboard. */
export function tableIn(label: string): NonNullable<Components["table"]> {
  return ({ children }) => (
    <div className="table-frame thin-scrollbar" role="group" aria-label={label} tabIndex={0}>
      <table>{children}</table>
    </div>
  );
}
