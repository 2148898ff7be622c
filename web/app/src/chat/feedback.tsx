"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type FeedbackKind, type FeedbackOut, orThrow } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Textarea } from "@/components/ui/textarea";
import { api } from "@/lib/api";
import { kindOf, ratingOf } from "@/lib/feedback-kind";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";

import { KINDS, RatingButton } from "./rating-button";

interface Props {
  answerId: string;
  given: FeedbackOut | null;
}

export function Feedback({ answerId, given }: Props) {
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<FeedbackKind | null>(given && kindOf(given));
  const [comment, setComment] = useState(given?.comment ?? "");
  const [isCommenting, setCommenting] = useState(false);
  const params = { path: { id: answerId } };
  const rate = useMutation({
    mutationFn: async (wanted: { kind: FeedbackKind; text: string } | null) => {
      if (wanted === null) {
        await orThrow(api.DELETE("/api/chat/answers/{id}/feedback", { params }));
        return null;
      }
      const rating = ratingOf(wanted.kind);
      const body = wanted.text === "" ? rating : { ...rating, comment: wanted.text };
      return kindOf(await orThrow(api.PUT("/api/chat/answers/{id}/feedback", { params, body })));
    },
    onSuccess(stored) {
      setChosen(stored);
      // a conversation that is reopened reads the rating from the cache
      void queries.invalidateQueries({ queryKey: ["answer", answerId] });
    },
  });
  const choose = (kind: FeedbackKind) => {
    const isTakenBack = kind === chosen;
    rate.mutate(isTakenBack ? null : { kind, text: "" });
    setCommenting(kind !== "helpful" && !isTakenBack);
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
      <Dialog
        isOpen={isCommenting}
        onClose={() => setCommenting(false)}
        title={m.chat_feedback_title()}
        description={m.chat_feedback_description()}
      >
        <Textarea
          aria-label={m.chat_feedback_comment()}
          rows={4}
          maxLength={2_000}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
        />
        {rate.error && (
          <p role="alert" className="mt-2 text-sm text-danger">
            {explain(rate.error)}
          </p>
        )}
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
