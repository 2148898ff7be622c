"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ThumbsDown, ThumbsUp } from "lucide-react";
import { useState } from "react";
import { type FeedbackOut, type FeedbackRating, orThrow } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Textarea } from "@/components/ui/textarea";
import { Tooltip } from "@/components/ui/tooltip";
import { api } from "@/lib/api";
import { RATING_LABELS } from "@/lib/labels";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";

interface Props {
  answerId: string;
  given: FeedbackOut | null;
}

export function Feedback({ answerId, given }: Props) {
  const queries = useQueryClient();
  const [rating, setRating] = useState<FeedbackRating | null>(given?.rating ?? null);
  const [comment, setComment] = useState(given?.comment ?? "");
  const [isCommenting, setCommenting] = useState(false);
  const params = { path: { id: answerId } };
  const rate = useMutation({
    mutationFn: async (wanted: { rating: FeedbackRating; comment?: string } | null) => {
      await (wanted
        ? orThrow(api.PUT("/api/chat/answers/{id}/feedback", { params, body: wanted }))
        : orThrow(api.DELETE("/api/chat/answers/{id}/feedback", { params })));
      return wanted?.rating ?? null;
    },
    onSuccess(stored) {
      setRating(stored);
      // a conversation that is reopened reads the rating from the cache
      void queries.invalidateQueries({ queryKey: ["answer", answerId] });
    },
  });
  const choose = (wanted: FeedbackRating) => {
    const isTakenBack = wanted === rating;
    rate.mutate(isTakenBack ? null : { rating: wanted });
    setCommenting(wanted === "down" && !isTakenBack);
  };
  const send = () => {
    rate.mutate({ rating: "down", ...(comment.trim() ? { comment: comment.trim() } : {}) }, { onSuccess: () => setCommenting(false) });
  };
  return (
    <>
      <RatingButton rating="up" label={RATING_LABELS.up} chosen={rating} onChoose={choose} />
      <RatingButton rating="down" label={RATING_LABELS.down} chosen={rating} onChoose={choose} />
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
          <Button variant="primary" disabled={comment.trim() === "" || rate.isPending} onClick={send}>
            {m.chat_send()}
          </Button>
        </div>
      </Dialog>
    </>
  );
}

interface RatingProps {
  rating: FeedbackRating;
  label: string;
  chosen: FeedbackRating | null;
  onChoose: (rating: FeedbackRating) => void;
}

function RatingButton({ rating, label, chosen, onChoose }: RatingProps) {
  const Icon = rating === "up" ? ThumbsUp : ThumbsDown;
  const isChosen = rating === chosen;
  return (
    <Tooltip text={label}>
      <Button variant="ghost" size="smallIcon" aria-label={label} aria-pressed={isChosen} onClick={() => onChoose(rating)}>
        <Icon className={isChosen ? "fill-current text-link" : ""} />
      </Button>
    </Tooltip>
  );
}
