"use client";

import { Check, Copy, RotateCcw } from "lucide-react";
import { useState } from "react";
import type { FeedbackOut } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Tooltip } from "@/components/ui/tooltip";
import * as m from "@/paraglide/messages";

import { Feedback } from "./feedback";

interface Props {
  answerId: string;
  content: string;
  /** The given rating; null if there is none, undefined while it is being loaded. */
  feedback: FeedbackOut | null | undefined;
  onRegenerate?: (() => void) | undefined;
}

export function AnswerActions({ answerId, content, feedback, onRegenerate }: Props) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(content);
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <>
      <Tooltip text={isCopied ? m.common_copied() : m.common_copy()}>
        <Button
          variant="ghost"
          size="smallIcon"
          aria-label={isCopied ? m.common_copied() : m.chat_answer_copy()}
          onClick={() => void copy()}
        >
          {isCopied ? <Check /> : <Copy />}
        </Button>
      </Tooltip>
      {feedback !== undefined ? (
        <Feedback key={answerId} answerId={answerId} given={feedback} />
      ) : (
        // as wide as the two buttons
        <span className="w-14.5" />
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
