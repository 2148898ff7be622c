"use client";

import { memo, useMemo } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";

import type { AnswerTextProps } from "./answer-text";
import { CitationChip } from "./citation-chip";
import { markCitations } from "./mark-citations";
import "./markdown.css";

const REMARK = [remarkGfm];
const REHYPE = [markCitations];

/** Answers have neither links nor images; nothing that a text names is ever fetched. */
const LEFT_OUT = ["a", "img"];

function Markdown({ text, citations, cited, onCite }: AnswerTextProps) {
  const components = useMemo<Components>(
    () => ({
      table: ({ children }) => (
        <div className="table-frame thin-scrollbar" role="region" aria-label="Table" tabIndex={0}>
          <table>{children}</table>
        </div>
      ),
      cite: ({ children, node }) => {
        const number = Number(node?.properties.dataNumber);
        const citation = citations?.[number - 1];
        return citation ? (
          <CitationChip number={number} citation={citation} isOpen={citation.id === cited?.id} onOpen={onCite} />
        ) : (
          <span className="text-muted">{children}</span>
        );
      },
    }),
    [citations, cited, onCite],
  );
  return (
    <div className="markdown wrap-anywhere">
      <ReactMarkdown
        remarkPlugins={REMARK}
        rehypePlugins={REHYPE}
        disallowedElements={LEFT_OUT}
        unwrapDisallowed
        skipHtml
        components={components}
      >
        {text}
      </ReactMarkdown>
    </div>
  );
}

export default memo(Markdown);
