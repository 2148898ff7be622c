import { Button } from "@/components/ui/button";
import type { Placeholder } from "@/components/ui/deferred";
import * as m from "@/paraglide/messages";

import { FIELD_CLASS } from "./field-class";
import { MAX_LENGTH } from "./query";

interface Props extends Placeholder {
  text: string;
  onType: (text: string) => void;
}

/** In place of the search while it is loading. It takes what is typed in the meantime. */
export function LoadingPanel({ retry, text, onType }: Props) {
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
        <p role="status" className={retry ? "" : "animate-fade-in-late"}>
          {retry ? m.search_loading_failed() : m.search_loading()}
        </p>
        {retry && (
          <Button size="small" onClick={retry}>
            {m.common_try_again()}
          </Button>
        )}
      </div>
    </div>
  );
}
