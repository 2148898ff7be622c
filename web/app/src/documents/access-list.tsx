"use client";

import { X } from "lucide-react";
import { type RefObject, useLayoutEffect, useRef } from "react";

import { Button } from "@/components/ui/button";
import { focusIfLost } from "@/lib/focus-if-lost";
import * as m from "@/paraglide/messages";

export interface AccessEntry {
  key: string;
  name: string;
  detail?: string;
  remove: () => void;
}

interface Props {
  entries: AccessEntry[];
  isBusy: boolean;
  /** Gets the focus after the last entry was removed. */
  heading: RefObject<HTMLElement | null>;
}

/** The readers of a document of one kind, each of which can be removed. */
export function AccessList({ entries, isBusy, heading }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const removed = useRef<{ key: string; index: number }>(undefined);
  useLayoutEffect(() => {
    const { key, index = 0 } = removed.current ?? {};
    if (key !== undefined && !entries.some((entry) => entry.key === key)) {
      removed.current = undefined;
      focusIfLost(list.current?.children[index]?.querySelector("button") ?? heading.current);
    }
  }, [entries, heading]);
  if (entries.length === 0) {
    return null;
  }
  return (
    <ul ref={list} className="thin-scrollbar mb-3 max-h-48 divide-y overflow-y-auto rounded-md border">
      {entries.map(({ key, name, detail, remove }, index) => (
        <li key={key} className="flex min-h-10 items-center gap-2 py-1.5 pr-1.5 pl-3">
          <span className="min-w-0 flex-1">
            <span className="block truncate">{name}</span>
            {detail && <span className="block truncate text-xs text-muted">{detail}</span>}
          </span>
          <Button
            variant="ghost"
            size="smallIcon"
            // a disabled button would lose the focus
            aria-disabled={isBusy}
            aria-label={m.documents_stop_sharing_with({ name })}
            onClick={() => {
              if (!isBusy) {
                removed.current = { key, index };
                remove();
              }
            }}
          >
            <X />
          </Button>
        </li>
      ))}
    </ul>
  );
}
