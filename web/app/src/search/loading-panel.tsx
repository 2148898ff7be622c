import { Button } from "@/components/ui/button";
import * as m from "@/paraglide/messages";

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
          aria-label={m.search_title()}
          maxLength={MAX_LENGTH}
          value={text}
          onChange={(event) => onType(event.target.value)}
          className={FIELD_CLASS}
        />
      </div>
      <div className="flex min-h-24 items-center justify-center gap-3 text-muted">
        <p role="status" className={hasFailed ? "" : "animate-fade-in-late"}>
          {hasFailed ? m.search_loading_failed() : m.search_loading()}
        </p>
        {hasFailed && (
          <Button size="small" onClick={onRetry}>
            {m.common_try_again()}
          </Button>
        )}
      </div>
    </div>
  );
}
