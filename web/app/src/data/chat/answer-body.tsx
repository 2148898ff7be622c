import type { Message } from "@/chat/messages";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import * as m from "@/paraglide/messages";

import { toolLabel } from "./call-labels";
import { DataAnswer, type DataAnswerProps } from "./data-answer";

interface Props extends DataAnswerProps {
  state: Message["state"];
  failure: string | null;
  /** The tool that is being called; null unless this answer is being written. */
  tool: string | null;
  /** Asks the question of a failed answer again; undefined where that is not offered. */
  onRetry?: (() => void) | undefined;
}

/** An answer about a dataset, that it is being written, or why there is none. */
export function AnswerBody({ state, failure, tool, details, content, onRetry, ...answer }: Props) {
  const isStored = state === "stored";
  return (
    <>
      {(content !== "" || isStored) && <DataAnswer content={content} details={isStored ? details : null} {...answer} />}
      {content === "" && state === "writing" && (
        <p className="flex items-center gap-2.5 text-muted">
          <span aria-hidden className="size-2 animate-pulse rounded-full bg-link" />
          {tool === null ? m.datachat_reading() : m.datachat_computing({ tool: toolLabel(tool) })}
        </p>
      )}
      {state === "failed" && (
        <Notice variant="danger" className={content ? "mt-3" : ""}>
          {failure}
          {onRetry && (
            <Button size="small" variant="ghost" className="ml-1 text-inherit underline" onClick={onRetry}>
              {m.common_try_again()}
            </Button>
          )}
        </Notice>
      )}
    </>
  );
}
