"use client";

import { useQuery } from "@tanstack/react-query";
import { memo, useRef } from "react";

import { AnswerActions } from "@/chat/answer-actions";
import { fetchAnswer } from "@/chat/fetch-answer";
import type { Message } from "@/chat/messages";
import { timeOfDay } from "@/lib/format";
import { useInView } from "@/lib/use-in-view";
import * as m from "@/paraglide/messages";

import type { DatasetDetails } from "./answer";
import { AnswerBody } from "./answer-body";
import type { AnswerSource } from "./answer-source";
import { SaveRecord } from "./save-record";

interface Props {
  message: Message<DatasetDetails>;
  question: string;
  /** The tool that is being called; null unless this answer is being written. */
  tool: string | null;
  source: AnswerSource;
  columns: string[];
  onAsk: ((question: string) => void) | undefined;
}

function AnswerMessage({ message, question, tool, source, columns, onAsk }: Props) {
  const { id, content, state, details, failure, createdAt } = message;
  const article = useRef<HTMLElement>(null);
  const isSeen = useInView(article);
  const isStored = state === "stored";
  const { data: stored } = useQuery({
    queryKey: ["answer", id],
    queryFn: () => fetchAnswer(id),
    enabled: isSeen && isStored,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const known = details && stored ? { ...details, isStopped: stored.stopped, isDegraded: stored.degraded } : details;
  return (
    <article ref={article} data-testid="message-assistant" aria-label={m.datachat_answer()} className="flex min-w-0 flex-col">
      <AnswerBody
        state={state}
        failure={failure}
        tool={tool}
        content={content}
        details={known}
        question={question}
        source={source}
        columns={columns}
        onAsk={onAsk}
      />
      {isStored && (
        <div className="mt-2 -ml-1.5 flex items-center gap-0.5 text-muted">
          <AnswerActions answerId={id} content={content} feedback={stored && (stored.feedback ?? null)} />
          <SaveRecord answerId={id} />
          <time dateTime={createdAt} className="ml-1.5 text-xs">
            {timeOfDay(createdAt)}
          </time>
        </div>
      )}
    </article>
  );
}

/** Memoized, so that streaming into the last message does not render the others. */
export const DataMessage = memo(AnswerMessage);
