"use client";

import { X } from "lucide-react";

import { Button } from "@/components/ui/button";
import { useFocusAfterRemoval } from "@/lib/use-focus-after-removal";
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
}

/** The readers of a document of one kind, each of which can be removed. */
export function AccessList({ entries, isBusy }: Props) {
  return (
    entries.length > 0 && (
      <ul className="thin-scrollbar mb-3 max-h-48 divide-y overflow-y-auto rounded-md border">
        {entries.map(({ key, ...entry }) => (
          <Row key={key} {...entry} isBusy={isBusy} />
        ))}
      </ul>
    )
  );
}

interface RowProps extends Omit<AccessEntry, "key"> {
  isBusy: boolean;
}

function Row({ name, detail, remove, isBusy }: RowProps) {
  const row = useFocusAfterRemoval<HTMLLIElement>();
  return (
    <li ref={row} className="flex min-h-10 items-center gap-2 py-1.5 pr-1.5 pl-3">
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
        onClick={() => !isBusy && remove()}
      >
        <X />
      </Button>
    </li>
  );
}
