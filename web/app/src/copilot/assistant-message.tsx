"use client";

import { memo, useRef } from "react";
import type { CitationOut } from "sisuiq-client";
import { CitationPanel } from "@/answers/deferred-citation-panel";
import { useAnswerDetails } from "@/answers/use-answer-details";
import type { Message } from "@/chat/messages";
import { Notice } from "@/components/ui/notice";
import { useInView } from "@/lib/use-in-view";
import * as m from "@/paraglide/messages";
import { AnswerBody } from "./answer-body";

interface Props {
  message: Message;
  cited: string | null;
  onCite: (citation: CitationOut) => void;
  onRegenerate: (() => void) | undefined;
}

function AnswerMessage({ message, cited, onCite, onRegenerate }: Props) {
  const article = useRef<HTMLElement>(null);
  const isSeen = useInView(article);
  const { details } = useAnswerDetails(message, isSeen);
  const { content, state, failure } = message;
  const isEmpty = content === "" && state !== "stored";
  return (
    <article
      ref={article}
      data-testid="message-assistant"
      aria-label={m.copilot_answer()}
      className="flex min-w-0 flex-col"
      onPointerEnter={CitationPanel.preload}
      onFocus={CitationPanel.preload}
    >
      {!isEmpty && <AnswerBody message={message} details={details} cited={cited} onCite={onCite} onRegenerate={onRegenerate} />}
      {isEmpty && state === "writing" && <Writing sources={message.sources} />}
      {state === "failed" && (
        <Notice variant="danger" className={content ? "mt-3" : ""}>
          {failure}
        </Notice>
      )}
    </article>
  );
}

/** Memoized, so that streaming into the last message does not render the others. */
export const AssistantMessage = memo(AnswerMessage);

function Writing({ sources }: { sources: string[] }) {
  return (
    <p className="flex items-center gap-2.5 text-muted">
      <span aria-hidden className="size-2 animate-pulse rounded-full bg-link" />
      {sources.length > 0 ? m.copilot_reading() : m.copilot_searching()}
    </p>
  );
}
