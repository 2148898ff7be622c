"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";

import { Button } from "@/components/ui/button";
import * as m from "@/paraglide/messages";

/** A secret that is displayed a single time, with a button to copy it. */
export function OneTimeSecret({ text }: { text: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <div className="flex items-start gap-2 rounded-md border bg-surface p-3">
      <pre className="min-w-0 flex-1 font-mono text-[0.8125rem] whitespace-pre-wrap wrap-anywhere">{text}</pre>
      <Button variant="ghost" size="smallIcon" aria-label={isCopied ? m.common_copied() : m.common_copy()} onClick={() => void copy()}>
        {isCopied ? <Check /> : <Copy />}
      </Button>
    </div>
  );
}
