"use client";

import { Search } from "lucide-react";
import { useRef, useState } from "react";

import { explainChat, isForbidden } from "@/chat/explain-chat";
import { HistoryItem } from "@/chat/history-item";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { ScrollArea } from "@/components/ui/scroll-area";
import { Skeleton } from "@/components/ui/skeleton";
import { MODE_LABELS } from "@/lib/labels";
import { useDebouncedValue } from "@/lib/use-debounced-value";
import * as m from "@/paraglide/messages";

import { addressOf } from "./address";
import { useSessions } from "./use-sessions";

interface Props {
  sessionId: string | null;
  onOpen: (sessionId: string) => void;
  /** Called when the open conversation has another title. */
  onRenamed: (title: string) => void;
  /** Called when the open conversation was deleted. */
  onGone: () => void;
}

export function History({ sessionId, onOpen, onRenamed, onGone }: Props) {
  const [typed, setTyped] = useState("");
  const q = useDebouncedValue(typed.trim());
  const { sessions, error, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage, refetch } = useSessions(q);
  const list = useRef<HTMLUListElement>(null);
  const showMore = async () => {
    if (isFetchingNextPage) {
      return;
    }
    const shown = sessions?.length ?? 0;
    await fetchNextPage();
    // the focus moves to the first new entry
    requestAnimationFrame(() => list.current?.querySelectorAll<HTMLElement>(":scope > li > a")[shown]?.focus());
  };
  return (
    <section aria-label={m.copilot_conversations()} className="flex min-h-0 flex-1 flex-col">
      <div className="relative mx-3">
        <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-muted" />
        <Input
          type="search"
          aria-label={m.copilot_conversations_search()}
          placeholder={m.copilot_conversations_search()}
          maxLength={200}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          className="h-8 pl-8 text-[0.8125rem]"
        />
      </div>
      <ScrollArea className="mt-2 flex-1 px-3 pb-3">
        {error && !isFetchNextPageError && (
          <div className="px-2.5 py-2 text-[0.8125rem] text-muted">
            {explainChat(error)}{" "}
            {!isForbidden(error) && (
              <button type="button" className="font-medium text-link underline" onClick={() => void refetch()}>
                {m.common_try_again()}
              </button>
            )}
          </div>
        )}
        {!sessions && !error && [80, 60, 70].map((width) => <Skeleton key={width} className="mx-2.5 my-3 h-3.5" />)}
        {sessions?.length === 0 && (
          <p className="px-2.5 py-2 text-[0.8125rem] text-muted">
            {q ? m.copilot_conversations_not_found() : m.copilot_conversations_none()}
          </p>
        )}
        <ul ref={list} className="flex flex-col gap-px">
          {sessions?.map((session) => {
            const title = session.title ?? m.copilot_conversation_untitled();
            return (
              <HistoryItem
                key={session.id}
                conversation={session}
                title={title}
                description={m.copilot_conversation_link({ title, mode: MODE_LABELS[session.mode] })}
                actionsLabel={m.copilot_conversation_actions({ title })}
                href={addressOf({ conversationId: session.id })}
                isOpen={session.id === sessionId}
                onOpen={() => onOpen(session.id)}
                onRenamed={(title) => session.id === sessionId && onRenamed(title)}
                onDeleted={() => session.id === sessionId && onGone()}
              />
            );
          })}
        </ul>
        {isFetchNextPageError && (
          <p role="alert" className="px-2.5 py-1 text-center text-xs text-danger">
            {explainChat(error)}
          </p>
        )}
        {hasNextPage && (
          <Button
            variant="ghost"
            size="small"
            className="mt-1 w-full text-muted"
            aria-disabled={isFetchingNextPage}
            onClick={() => void showMore()}
          >
            {isFetchingNextPage ? m.common_loading() : isFetchNextPageError ? m.common_try_again() : m.common_show_more()}
          </Button>
        )}
      </ScrollArea>
    </section>
  );
}
