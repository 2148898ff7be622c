"use client";

import type { CitationOut } from "sisuiq-client";

import type { AnswerDetails } from "@/answers/answer";
import { AnswerNotes } from "@/answers/answer-notes";
import Markdown from "@/answers/markdown";
import { AnswerActions } from "@/chat/answer-actions";
import type { Message } from "@/chat/messages";
import { timeOfDay } from "@/lib/format";

interface Props {
  message: Message;
  details: AnswerDetails | null;
  cited: string | null;
  onCite: (citation: CitationOut) => void;
  onRegenerate: (() => void) | undefined;
}

/** The text of an answer with what is known about it. */
export function AnswerBody({ message, details, cited, onCite, onRegenerate }: Props) {
  const { content, state, createdAt } = message;
  return (
    <>
      {content && <Markdown text={content} citations={details?.citations ?? null} cited={cited} onCite={onCite} />}
      {details && <AnswerNotes details={details} />}
      {/* the space of the notes, which most answers have */}
      {!details && state === "stored" && <div className="mt-3 h-5" />}
      {state === "stored" && (
        <div className="mt-2 -ml-1.5 flex items-center gap-0.5 text-muted">
          <AnswerActions answerId={message.id} content={content} feedback={details?.feedback} onRegenerate={onRegenerate} />
          <time dateTime={createdAt} className="ml-1.5 text-xs">
            {timeOfDay(createdAt)}
          </time>
        </div>
      )}
    </>
  );
}
