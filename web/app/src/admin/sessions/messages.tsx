"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import type { MessageRow } from "@/admin/rows";
import { Button } from "@/components/ui/button";
import { ErrorCard } from "@/components/ui/error-card";
import { Skeleton } from "@/components/ui/skeleton";
import { apiGet } from "@/lib/api";
import type { Page } from "@/lists/page";
import * as m from "@/paraglide/messages";

import { Bubble } from "./bubble";

const PART = 100;

/** The messages of a conversation, loaded in parts. */
export function Messages({ id }: { id: string }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ["/api/admin/sessions", id, "messages"],
    queryFn: ({ pageParam, signal }) =>
      apiGet<Page<MessageRow>>(`/api/admin/sessions/${encodeURIComponent(id)}/messages?limit=${PART}&offset=${pageParam}`, { signal }),
    initialPageParam: 0,
    getNextPageParam: ({ count }, parts) => (parts.length * PART < count ? parts.length * PART : undefined),
  });
  const messages = data?.pages.flatMap((part) => part.data) ?? [];
  return (
    <>
      {error && <ErrorCard error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton className="h-48 w-full" />}
      {data?.pages[0]?.count === 0 && <p className="py-12 text-center text-muted">{m.admin_sessions_no_messages()}</p>}
      <div className="flex max-w-3xl flex-col gap-5">
        {messages.map((message) => (
          <Bubble key={message.id} message={message} />
        ))}
      </div>
      {hasNextPage && (
        <Button className="mt-6" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {m.common_show_more()}
        </Button>
      )}
    </>
  );
}
