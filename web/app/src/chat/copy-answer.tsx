"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";

import { Button } from "@/components/ui/button";
import { Tooltip } from "@/components/ui/tooltip";
import * as m from "@/paraglide/messages";

/** Copies the text of an answer. */
export function CopyAnswer({ content }: { content: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(content);
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <Tooltip text={isCopied ? m.common_copied() : m.common_copy()}>
      <Button variant="ghost" size="smallIcon" aria-label={isCopied ? m.common_copied() : m.chat_answer_copy()} onClick={() => void copy()}>
        {isCopied ? <Check /> : <Copy />}
      </Button>
    </Tooltip>
  );
}
