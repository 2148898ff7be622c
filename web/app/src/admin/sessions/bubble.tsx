import type { MessageRow } from "@/admin/rows";
import { AnswerText } from "@/answers/answer-text";
import { classes } from "@/lib/classes";
import { dateTime } from "@/lib/format";
import * as m from "@/paraglide/messages";

export function Bubble({ message: { role, content, created_at } }: { message: MessageRow }) {
  const isUser = role === "user";
  return (
    <article
      aria-label={isUser ? m.admin_sessions_question() : m.admin_sessions_answer()}
      className={classes("flex max-w-[85%] flex-col", isUser ? "items-end self-end" : "self-start")}
    >
      <div
        className={classes(
          "min-w-0 max-w-full rounded-2xl px-4 py-2.5",
          isUser ? "rounded-br-md bg-tint whitespace-pre-wrap wrap-anywhere" : "rounded-bl-md border bg-raised",
        )}
      >
        {isUser ? content : <AnswerText text={content} citations={null} cited={null} onCite={doNothing} />}
      </div>
      <time dateTime={created_at} className="mt-1 px-1 text-xs text-muted">
        {dateTime(created_at)}
      </time>
    </article>
  );
}

function doNothing() {}
