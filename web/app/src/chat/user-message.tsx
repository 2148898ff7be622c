import { timeOfDay } from "@/lib/format";
import * as m from "@/paraglide/messages";

import type { Message } from "./messages";

export function UserMessage({ message }: { message: Pick<Message, "content" | "createdAt"> }) {
  return (
    <article data-testid="message-user" aria-label={m.chat_question()} className="flex flex-col items-end">
      <div className="max-w-[85%] rounded-2xl rounded-br-md bg-tint px-4 py-2.5 whitespace-pre-wrap wrap-anywhere">{message.content}</div>
      <time dateTime={message.createdAt} className="mt-1 px-1 text-xs text-muted">
        {timeOfDay(message.createdAt)}
      </time>
    </article>
  );
}
