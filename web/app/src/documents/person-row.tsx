import { X } from "lucide-react";

import { Button } from "@/components/ui/button";
import { useFocusAfterRemoval } from "@/lib/use-focus-after-removal";

interface Props {
  name: string;
  email: string;
  isBusy: boolean;
  onRemove: () => void;
}

/** A person with access to a document, with a button to end it. */
export function PersonRow({ name, email, isBusy, onRemove }: Props) {
  const row = useFocusAfterRemoval<HTMLLIElement>();
  return (
    <li ref={row} className="flex items-center gap-2 py-1.5 pr-1.5 pl-3">
      <span className="min-w-0 flex-1">
        <span className="block truncate">{name}</span>
        <span className="block truncate text-xs text-muted">{email}</span>
      </span>
      <Button
        variant="ghost"
        size="smallIcon"
        aria-disabled={isBusy}
        aria-label={`Stop sharing with ${name}`}
        onClick={() => !isBusy && onRemove()}
      >
        <X />
      </Button>
    </li>
  );
}
