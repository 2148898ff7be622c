import { CopyAnswer } from "@/chat/copy-answer";
import type { Message } from "@/chat/messages";
import type { DatasetDetails } from "@/data/chat/answer";
import { AnswerBody } from "@/data/chat/answer-body";
import type { AnswerSource } from "@/data/chat/answer-source";
import { timeOfDay } from "@/lib/format";
import * as m from "@/paraglide/messages";

interface Props {
  message: Message<DatasetDetails>;
  question: string;
  source: AnswerSource;
  columns: string[];
  onAsk: ((question: string) => void) | undefined;
  onRetry: (() => void) | undefined;
}

/** An answer to the holder of a link. It is not stored, so it can be copied, but neither rated nor saved as a record. */
export function SharedAnswer({ message, ...rest }: Props) {
  const { content, details, state, failure, createdAt } = message;
  return (
    <article data-testid="message-assistant" aria-label={m.datachat_answer()} className="flex min-w-0 flex-col">
      <AnswerBody state={state} failure={failure} tool={null} content={content} details={details} {...rest} />
      {state === "stored" && (
        <div className="mt-2 -ml-1.5 flex items-center gap-0.5 text-muted">
          <CopyAnswer content={content} />
          <time dateTime={createdAt} className="ml-1.5 text-xs">
            {timeOfDay(createdAt)}
          </time>
        </div>
      )}
    </article>
  );
}
