import { Check, Copy } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import type { ShareOut } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { dateTime } from "@/lib/format";
import * as m from "@/paraglide/messages";

interface Props {
  share: ShareOut;
  /** It was created just now. */
  isNew: boolean;
}

/** The address of the link, its end and its uses. */
export function ShareLink({ share, isNew }: Props) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<boolean | null>(null);
  useEffect(() => {
    if (isNew) {
      field.current?.focus();
    }
  }, [isNew]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(share.share_url);
      setCopied(true);
    } catch {
      // browsers refuse it to pages without TLS, and where the user does
      field.current?.focus();
      setCopied(false);
    }
  };
  const { uses, last_used_at } = share;
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-[0.8125rem] font-medium">
        {m.sharing_link()}
      </label>
      <div className="flex gap-2">
        <Input
          ref={field}
          id={id}
          readOnly
          value={share.share_url}
          onFocus={(event) => event.target.select()}
          className="min-w-0 flex-1 font-mono text-xs"
        />
        <Button aria-label={m.sharing_copy()} size="icon" onClick={() => void copy()}>
          {copied ? <Check aria-hidden /> : <Copy aria-hidden />}
        </Button>
      </div>
      <p role="status" className="text-[0.8125rem] not-empty:mt-1.5">
        {copied !== null && (copied ? m.sharing_copied() : m.sharing_copy_failed())}
      </p>
      <p className="mt-1.5 text-[0.8125rem] text-muted">
        {m.sharing_until({ date: dateTime(share.expires_at) })}{" "}
        {uses > 0 && last_used_at ? m.sharing_uses({ count: uses, last: dateTime(last_used_at) }) : m.sharing_unused()}
      </p>
    </div>
  );
}
