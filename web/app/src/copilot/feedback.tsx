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
import { explain } from "@/lib/problems";

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
      <RatingButton rating="up" label="Helpful" chosen={rating} onChoose={choose} />
      <RatingButton rating="down" label="Not helpful" chosen={rating} onChoose={choose} />
      <Dialog
        isOpen={isCommenting}
        onClose={() => setCommenting(false)}
        title="What was wrong?"
        description="Optional. Your comment helps us improve documents and answers."
      >
        <Textarea
          aria-label="What was wrong"
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
          <Button onClick={() => setCommenting(false)}>Skip</Button>
          <Button variant="primary" disabled={comment.trim() === "" || rate.isPending} onClick={send}>
            Send
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
