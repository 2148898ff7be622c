"use client";

import { ThumbsDown, ThumbsUp, TriangleAlert } from "lucide-react";
import type { FeedbackKind } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Tooltip } from "@/components/ui/tooltip";
import { RATING_LABELS } from "@/lib/labels";

const ICONS = { helpful: ThumbsUp, not_helpful: ThumbsDown, inaccurate: TriangleAlert };

// a sign that were filled would hide the mark in it
const CHOSEN = { helpful: "fill-current text-link", not_helpful: "fill-current text-link", inaccurate: "fill-tint text-link" };

/** The kinds of ratings, in the order of their buttons. */
export const KINDS = ["helpful", "not_helpful", "inaccurate"] as const satisfies FeedbackKind[];

interface Props {
  kind: FeedbackKind;
  chosen: FeedbackKind | null;
  onChoose: (kind: FeedbackKind) => void;
}

/** A button that rates an answer, pressed if this is its rating. */
export function RatingButton({ kind, chosen, onChoose }: Props) {
  const Icon = ICONS[kind];
  const isChosen = kind === chosen;
  const label = RATING_LABELS[kind];
  return (
    <Tooltip text={label}>
      <Button variant="ghost" size="smallIcon" aria-label={label} aria-pressed={isChosen} onClick={() => onChoose(kind)}>
        <Icon className={isChosen ? CHOSEN[kind] : ""} />
      </Button>
    </Tooltip>
  );
}
