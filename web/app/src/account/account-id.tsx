"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";

import { Button } from "@/components/ui/button";

/** The account's ID with a button to copy it: others need it to share a document with this account. */
export function AccountId({ id }: { id: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(id);
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <p className="mt-1 flex flex-wrap items-center gap-x-2 text-[0.8125rem] text-muted">
      Account ID <span className="font-mono text-xs wrap-anywhere">{id}</span>
      <Button variant="ghost" size="smallIcon" aria-label={isCopied ? "Copied" : "Copy the account ID"} onClick={() => void copy()}>
        {isCopied ? <Check /> : <Copy />}
      </Button>
    </p>
  );
}
