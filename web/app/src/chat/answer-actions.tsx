"use client";

import { Check, Copy, RotateCcw } from "lucide-react";
import { useState } from "react";
import type { AnswerDetails } from "@/answers/answer";
import { Button } from "@/components/ui/button";
import { Tooltip } from "@/components/ui/tooltip";
import * as m from "@/paraglide/messages";
import { Feedback } from "./feedback";
import type { Message } from "./messages";

interface Props {
  message: Message;
  details: AnswerDetails | null;
  onRegenerate: (() => void) | undefined;
}

export function AnswerActions({ message, details, onRegenerate }: Props) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(message.content);
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <>
      <Tooltip text={isCopied ? m.common_copied() : m.common_copy()}>
        <Button
          variant="ghost"
          size="smallIcon"
          aria-label={isCopied ? m.common_copied() : m.copilot_answer_copy()}
          onClick={() => void copy()}
        >
          {isCopied ? <Check /> : <Copy />}
        </Button>
      </Tooltip>
      {details ? (
        <Feedback key={message.id} answerId={message.id} given={details.feedback} />
      ) : (
        // as wide as the two buttons
        <span className="w-14.5" />
      )}
      {onRegenerate && (
        <Tooltip text={m.copilot_regenerate()}>
          <Button variant="ghost" size="smallIcon" aria-label={m.copilot_regenerate()} onClick={onRegenerate}>
            <RotateCcw />
          </Button>
        </Tooltip>
      )}
    </>
  );
}
