"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { type DataConversationOut, orThrow } from "sisuiq-client";

import { HistoryItem } from "@/chat/history-item";
import { Button } from "@/components/ui/button";
import { ScrollArea } from "@/components/ui/scroll-area";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/lib/api";
import { dateTime } from "@/lib/format";
import { isId } from "@/lib/is-id";
import * as m from "@/paraglide/messages";

import { type ChatAddress, chatAddress } from "./address";
import { explainAsk } from "./explain-ask";
import { CONVERSATIONS } from "./use-data-conversation";

const PAGE = 30;

interface Props {
  address: ChatAddress | undefined;
  onOpen: (address: ChatAddress) => void;
}

/** The conversations about the dataset in the address; without one, those about all datasets. */
export function ConversationList({ address, onOpen }: Props) {
  const dataset = address?.dataset && isId(address.dataset) ? address.dataset : null;
  const { conversations, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useConversations(dataset);
  const list = useRef<HTMLUListElement>(null);
  const showMore = async () => {
    if (isFetchingNextPage) {
      return;
    }
    const shown = conversations?.length ?? 0;
    await fetchNextPage();
    // the focus moves to the first new entry
    requestAnimationFrame(() => list.current?.querySelectorAll<HTMLElement>(":scope > li > a")[shown]?.focus());
  };
  return (
    <section aria-labelledby="data-conversations" className="flex min-h-0 flex-1 flex-col">
      <h2 id="data-conversations" className="px-5.5 pb-1 text-xs font-medium text-muted">
        {dataset ? m.datachat_conversations() : m.datachat_conversations_all()}
      </h2>
      <ScrollArea className="flex-1 px-3 pb-3">
        {error && (
          <div role="alert" className="px-2.5 py-2 text-[0.8125rem] text-muted">
            {explainAsk(error)}{" "}
            <button type="button" className="font-medium text-link underline" onClick={() => void refetch()}>
              {m.common_try_again()}
            </button>
          </div>
        )}
        {!conversations && !error && [80, 60, 70].map((width) => <Skeleton key={width} className="mx-2.5 my-3 h-3.5" />)}
        {conversations?.length === 0 && <p className="px-2.5 py-2 text-[0.8125rem] text-muted">{m.datachat_conversations_none()}</p>}
        <ul ref={list} className="flex flex-col gap-px">
          {conversations?.map((conversation) => {
            const title = conversation.title ?? m.datachat_untitled();
            const own = { dataset: conversation.dataset_id ?? null, conversation: conversation.id };
            const isOpen = conversation.id === address?.conversation;
            return (
              <HistoryItem
                key={conversation.id}
                conversation={conversation}
                title={title}
                description={m.datachat_conversation_link({ title, time: dateTime(conversation.updated_at) })}
                actionsLabel={m.datachat_conversation_actions({ title })}
                href={chatAddress(own)}
                isOpen={isOpen}
                onOpen={() => onOpen(own)}
                onRenamed={() => undefined}
                onDeleted={() => isOpen && onOpen({ ...own, conversation: null })}
              />
            );
          })}
        </ul>
        {hasNextPage && (
          <Button
            variant="ghost"
            size="small"
            className="mt-1 w-full text-muted"
            aria-disabled={isFetchingNextPage}
            onClick={() => void showMore()}
          >
            {isFetchingNextPage ? m.common_loading() : m.common_show_more()}
          </Button>
        )}
      </ScrollArea>
    </section>
  );
}

function useConversations(dataset: string | null) {
  const { data, ...query } = useInfiniteQuery({
    queryKey: [...CONVERSATIONS, dataset],
    queryFn: async ({ pageParam: offset, signal }) => {
      const query = { limit: PAGE, offset, ...(dataset === null ? {} : { dataset_id: dataset }) };
      return (await orThrow(api.GET("/api/chat/conversations", { params: { query }, signal }))).conversations;
    },
    initialPageParam: 0,
    getNextPageParam: (page, _, offset) => (page.length === PAGE ? offset + PAGE : undefined),
  });
  return { ...query, conversations: data && withoutDuplicates(data.pages.flat()) };
}

/** A new conversation shifts the others, so that two pages can contain the same one. */
function withoutDuplicates(conversations: DataConversationOut[]): DataConversationOut[] {
  return [...new Map(conversations.map((conversation) => [conversation.id, conversation])).values()];
}
