"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type FeedbackKind, type FeedbackOut, orThrow } from "sisuiq-client";

import { KINDS, RatingButton } from "@/chat/rating-button";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormError } from "@/components/ui/form-error";
import { Textarea } from "@/components/ui/textarea";
import { api } from "@/lib/api";
import { kindOf } from "@/lib/feedback-kind";
import * as m from "@/paraglide/messages";

/** The longest comment that the API accepts. */
const LONGEST_COMMENT = 2_000;

interface Props {
  chat: string;
  answerId: string;
  /** The stored rating. */
  given: FeedbackOut | null;
}

/** What a reader thinks of an answer. */
export function LawFeedback({ chat, answerId, given }: Props) {
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<FeedbackKind | null>(given && kindOf(given));
  const [comment, setComment] = useState(given?.comment ?? "");
  const [isCommenting, setCommenting] = useState(false);
  const rate = useMutation({
    mutationFn: ({ kind, text }: { kind: FeedbackKind; text: string }) => {
      const rating = { chat_id: chat, message_id: answerId, feedback_type: kind };
      return orThrow(api.POST("/api/v1/knowledge/feedback", { body: text === "" ? rating : { ...rating, feedback_text: text } }));
    },
    onSuccess({ feedback_type }) {
      setChosen(feedback_type);
      // a conversation that is reopened reads the rating from the cache
      void queries.invalidateQueries({ queryKey: ["answer", answerId] });
    },
  });
  const choose = (kind: FeedbackKind) => {
    rate.mutate({ kind, text: "" });
    setCommenting(kind !== "helpful");
  };
  const send = () => {
    if (chosen) {
      rate.mutate({ kind: chosen, text: comment.trim() }, { onSuccess: () => setCommenting(false) });
    }
  };
  return (
    <>
      {KINDS.map((kind) => (
        <RatingButton key={kind} kind={kind} chosen={chosen} onChoose={choose} />
      ))}
      {rate.error && !isCommenting && <FormError error={rate.error} />}
      <Dialog
        isOpen={isCommenting}
        onClose={() => setCommenting(false)}
        title={m.chat_feedback_title()}
        description={m.chat_feedback_description()}
      >
        <Textarea
          aria-label={m.chat_feedback_comment()}
          rows={4}
          maxLength={LONGEST_COMMENT}
          value={comment}
          onChange={({ target }) => setComment(target.value)}
        />
        <FormError error={rate.error} className="mt-2" />
        <div className="mt-4 flex justify-end gap-2">
          <Button onClick={() => setCommenting(false)}>{m.chat_feedback_skip()}</Button>
          <Button variant="primary" disabled={comment.trim() === "" || rate.isPending || chosen === null} onClick={send}>
            {m.chat_send()}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
