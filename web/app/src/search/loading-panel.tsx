import { Button } from "@/components/ui/button";

import { FIELD_CLASS } from "./field-class";
import { MAX_LENGTH } from "./query";

interface Props {
  hasFailed: boolean;
  onRetry: () => void;
  text: string;
  onType: (text: string) => void;
}

/** In place of the search while it is loading. It takes what is typed in the meantime. */
export function LoadingPanel({ hasFailed, onRetry, text, onType }: Props) {
  return (
    <div>
      <div className="border-b pr-2.5 pl-10">
        <input
          aria-label="Search"
          maxLength={MAX_LENGTH}
          value={text}
          onChange={(event) => onType(event.target.value)}
          className={FIELD_CLASS}
        />
      </div>
      <div className="flex min-h-24 items-center justify-center gap-3 text-muted">
        <p role="status" className={hasFailed ? "" : "animate-fade-in-late"}>
          {hasFailed ? "The search could not be loaded." : "Loading the search…"}
        </p>
        {hasFailed && (
          <Button size="small" onClick={onRetry}>
            Try again
          </Button>
        )}
      </div>
    </div>
  );
}
