"use client";

import type { ReactNode } from "react";
import type { FeedbackRow } from "@/admin/rows";
import { AnswerText } from "@/answers/answer-text";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { ScrollArea } from "@/components/ui/scroll-area";
import { Sheet } from "@/components/ui/sheet";
import { kindOf } from "@/lib/feedback-kind";
import { dateTime } from "@/lib/format";
import { MODE_LABELS } from "@/lib/labels";
import * as m from "@/paraglide/messages";

import { answerNoteOf, describeSource } from "./describe-feedback";
import { RatingBadge } from "./rating-badge";
import { RecordButton } from "./record-button";

interface Props {
  feedback: FeedbackRow;
  onClose: () => void;
}

/** The rated answer with its question and sources. */
export function FeedbackDetails({ feedback, onClose }: Props) {
  const { answer, answer_id, comment, created_at, mode, question, replaced, session_id, sources, user_email, user_name } = feedback;
  const note = answerNoteOf(feedback);
  return (
    <Sheet
      onClose={onClose}
      side="right"
      title={m.admin_feedback_details_title()}
      closeLabel={m.admin_feedback_details_close()}
      className="w-[min(44rem,100vw)]"
    >
      <header className="border-b px-6 py-3 pr-14">
        <div className="flex flex-wrap items-center gap-2">
          <RatingBadge kind={kindOf(feedback)} />
          {note && <Badge variant={note.variant}>{note.label}</Badge>}
          {mode && <Badge>{MODE_LABELS[mode]}</Badge>}
          {replaced && <Badge>{m.admin_feedback_replaced()}</Badge>}
        </div>
        <p className="mt-1.5 text-xs text-muted wrap-anywhere">{[user_name, user_email, dateTime(created_at)].join(" · ")}</p>
      </header>
      <ScrollArea className="flex-1 px-6 py-5">
        <div className="flex flex-col gap-6">
          {comment && (
            <Part title={m.admin_feedback_comment()}>
              <p className="whitespace-pre-wrap wrap-anywhere">{comment}</p>
            </Part>
          )}
          <Part title={m.admin_feedback_question()}>
            <p className="whitespace-pre-wrap wrap-anywhere">{question ?? m.admin_feedback_question_missing()}</p>
          </Part>
          <Part title={m.admin_feedback_answer()}>
            <AnswerText text={answer} citations={null} cited={null} onCite={doNothing} />
          </Part>
          <Part title={m.admin_feedback_sources()}>
            {sources.length === 0 ? (
              <p className="text-muted">{m.admin_feedback_sources_none()}</p>
            ) : (
              <ol className="flex flex-col gap-1.5 text-[0.8125rem]">
                {sources.map((source) => (
                  <li key={source.number} className="wrap-anywhere">
                    [{source.number}] {describeSource(source)}
                  </li>
                ))}
              </ol>
            )}
          </Part>
          <div className="flex flex-wrap items-start gap-2">
            <ButtonLink href={`/admin/session/?id=${session_id}`} size="small">
              {m.admin_feedback_open_conversation()}
            </ButtonLink>
            <RecordButton answerId={answer_id} />
          </div>
          <p className="font-mono text-xs text-muted wrap-anywhere">{m.admin_feedback_answer_id({ id: answer_id })}</p>
        </div>
      </ScrollArea>
    </Sheet>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className="mb-1.5 text-xs font-medium text-muted">{title}</h3>
      {children}
    </section>
  );
}

function doNothing() {}
