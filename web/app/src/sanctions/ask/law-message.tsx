"use client";

import { memo, useRef } from "react";
import type { CitationOut } from "sisuiq-client";

import { AnswerNotes } from "@/answers/answer-notes";
import { CitationPanel } from "@/answers/deferred-citation-panel";
import Markdown from "@/answers/markdown";
import { useAnswerDetails } from "@/answers/use-answer-details";
import { CopyAnswer } from "@/chat/copy-answer";
import type { Message } from "@/chat/messages";
import { Notice } from "@/components/ui/notice";
import { timeOfDay } from "@/lib/format";
import { useInView } from "@/lib/use-in-view";
import * as m from "@/paraglide/messages";

import { LawFeedback } from "./law-feedback";

interface Props {
  chat: string | null;
  message: Message;
  cited: string | null;
  onCite: (citation: CitationOut) => void;
}

function AnswerMessage({ chat, message, cited, onCite }: Props) {
  const article = useRef<HTMLElement>(null);
  const isSeen = useInView(article);
  const { details } = useAnswerDetails(message, isSeen);
  const { id, content, state, sources, failure, createdAt } = message;
  const isStored = state === "stored";
  return (
    <article
      ref={article}
      data-testid="message-assistant"
      aria-label={m.copilot_answer()}
      className="flex min-w-0 flex-col"
      onPointerEnter={CitationPanel.preload}
      onFocus={CitationPanel.preload}
    >
      {content === "" && state === "writing" && (
        <p className="flex items-center gap-2.5 text-muted">
          <span aria-hidden className="size-2 animate-pulse rounded-full bg-link" />
          {sources.length > 0 ? m.copilot_reading() : m.copilot_searching()}
        </p>
      )}
      {content && <Markdown text={content} citations={details?.citations ?? null} cited={cited} onCite={onCite} />}
      {details && <AnswerNotes details={details} />}
      {/* the space of the notes, which most answers have */}
      {!details && isStored && <div className="mt-3 h-5" />}
      {state === "failed" && (
        <Notice variant="danger" className={content ? "mt-3" : ""}>
          {failure}
        </Notice>
      )}
      {isStored && (
        <div className="mt-2 -ml-1.5 flex items-center gap-0.5 text-muted">
          <CopyAnswer content={content} />
          {chat !== null && details ? (
            <LawFeedback key={id} chat={chat} answerId={id} given={details.feedback} />
          ) : (
            // as wide as the three buttons
            <span className="w-22" />
          )}
          <time dateTime={createdAt} className="ml-1.5 text-xs">
            {timeOfDay(createdAt)}
          </time>
        </div>
      )}
    </article>
  );
}

/** Memoized, so that streaming into the last message does not render the others. */
export const LawMessage = memo(AnswerMessage);
