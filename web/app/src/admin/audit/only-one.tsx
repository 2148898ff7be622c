import { X } from "lucide-react";

import { Button } from "@/components/ui/button";
import type { ListState } from "@/lists/use-list-state";
import * as m from "@/paraglide/messages";

interface Props {
  name: string;
  text: string;
  state: ListState;
}

/** A filter that a link of the list has set, with a button that removes it. */
export function OnlyOne({ name, text, state }: Props) {
  return (
    <span className="inline-flex h-9 items-center gap-1 rounded-md bg-tint pr-1 pl-3 text-[0.8125rem] text-link">
      {text}
      <Button
        variant="ghost"
        size="smallIcon"
        aria-label={m.admin_audit_only_remove({ filter: text })}
        onClick={() => state.set({ [name]: "" })}
      >
        <X />
      </Button>
    </span>
  );
}
