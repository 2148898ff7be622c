"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { useState } from "react";
import { orThrow } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { ScrollArea } from "@/components/ui/scroll-area";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/lib/api";
import { explain } from "@/lib/problems";
import { useSettled } from "@/lib/use-settled";

import { HistoryItem } from "./history-item";

interface Props {
  sessionId: string | null;
  onOpen: (sessionId: string) => void;
  /** The open conversation is deleted. */
  onGone: () => void;
}

export function History({ sessionId, onOpen, onGone }: Props) {
  const [typed, setTyped] = useState("");
  const q = useSettled(typed.trim());
  const [limit, setLimit] = useState(30);
  const { data, error, refetch } = useQuery({
    queryKey: ["sessions", q, limit],
    queryFn: ({ signal }) =>
      orThrow(api.GET("/api/v1/sessions", { params: { query: { limit, ...(q ? { q } : {}) } }, signal })),
    placeholderData: keepPreviousData,
  });
  return (
    <section aria-label="Conversations" className="flex min-h-0 flex-1 flex-col">
      <div className="relative mx-3">
        <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-muted" />
        <Input
          type="search"
          aria-label="Search conversations"
          placeholder="Search conversations"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          className="h-8 pl-8 text-[0.8125rem]"
        />
      </div>
      <ScrollArea className="mt-2 flex-1 px-3 pb-3">
        {error && (
          <div className="px-2.5 py-2 text-[0.8125rem] text-muted">
            {explain(error)}{" "}
            <button type="button" className="font-medium text-link underline" onClick={() => void refetch()}>
              Try again
            </button>
          </div>
        )}
        {!data && !error && [80, 60, 70].map((width) => <Skeleton key={width} className="mx-2.5 my-3 h-3.5" />)}
        {data?.sessions.length === 0 && (
          <p className="px-2.5 py-2 text-[0.8125rem] text-muted">{q ? "Nothing found." : "No conversations yet."}</p>
        )}
        <ul className="flex flex-col gap-px">
          {data?.sessions.map((session) => (
            <HistoryItem
              key={session.id}
              session={session}
              isOpen={session.id === sessionId}
              onOpen={() => onOpen(session.id)}
              onDeleted={() => session.id === sessionId && onGone()}
            />
          ))}
        </ul>
        {data && data.sessions.length < data.total && limit < 100 && (
          <Button variant="ghost" size="small" className="mt-1 w-full text-muted" onClick={() => setLimit(100)}>
            Show more
          </Button>
        )}
      </ScrollArea>
    </section>
  );
}
