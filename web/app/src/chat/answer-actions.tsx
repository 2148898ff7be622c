"use client";

import { RotateCcw } from "lucide-react";
import type { FeedbackOut } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Tooltip } from "@/components/ui/tooltip";
import * as m from "@/paraglide/messages";

import { CopyAnswer } from "./copy-answer";
import { Feedback } from "./feedback";

interface Props {
  answerId: string;
  content: string;
  /** The given rating; null if there is none, undefined while it is being loaded. */
  feedback: FeedbackOut | null | undefined;
  onRegenerate?: (() => void) | undefined;
}

export function AnswerActions({ answerId, content, feedback, onRegenerate }: Props) {
  return (
    <>
      <CopyAnswer content={content} />
      {feedback !== undefined ? (
        <Feedback key={answerId} answerId={answerId} given={feedback} />
      ) : (
        // as wide as the three buttons
        <span className="w-22" />
      )}
      {onRegenerate && (
        <Tooltip text={m.chat_regenerate()}>
          <Button variant="ghost" size="smallIcon" aria-label={m.chat_regenerate()} onClick={onRegenerate}>
            <RotateCcw />
          </Button>
        </Tooltip>
      )}
    </>
  );
}
