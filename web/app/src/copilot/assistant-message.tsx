"use client";

import { memo, useEffect, useRef } from "react";
import type { CitationOut } from "sisuiq-client";

import { Notice } from "@/components/ui/notice";
import { timeOfDay } from "@/lib/format";
import { useInView } from "@/lib/use-in-view";
import * as m from "@/paraglide/messages";

import { AnswerActions } from "./answer-actions";
import { AnswerNotes } from "./answer-notes";
import { AnswerText, loadMarkdown } from "./answer-text";
import type { Message } from "./messages";
import { useAnswerDetails } from "./use-answer-details";

interface Props {
  message: Message;
  cited: string | null;
  onCite: (citation: CitationOut) => void;
  onRegenerate: (() => void) | undefined;
}

function AnswerMessage({ message, cited, onCite, onRegenerate }: Props) {
  const article = useRef<HTMLElement>(null);
  const isSeen = useInView(article);
  const details = useAnswerDetails(message, isSeen);
  const { content, state, failure, createdAt } = message;
  useEffect(() => {
    // needed as soon as the first words arrive
    void loadMarkdown();
  }, []);
  return (
    <article ref={article} data-testid="message-assistant" aria-label={m.copilot_answer()} className="flex min-w-0 flex-col">
      {content ? (
        <AnswerText text={content} citations={details?.citations ?? null} cited={cited} onCite={onCite} />
      ) : (
        state === "writing" && <Writing sources={message.sources} />
      )}
      {state === "failed" && (
        <Notice variant="danger" className={content ? "mt-3" : ""}>
          {failure}
        </Notice>
      )}
      {details && <AnswerNotes details={details} />}
      {state === "stored" && (
        <div className="mt-2 -ml-1.5 flex items-center gap-0.5 text-muted">
          <AnswerActions message={message} details={details} onRegenerate={onRegenerate} />
          <time dateTime={createdAt} className="ml-1.5 text-xs">
            {timeOfDay(createdAt)}
          </time>
        </div>
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
