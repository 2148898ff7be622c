"use client";

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";

import type { MessageRow, SessionRow } from "@/admin/rows";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { apiGet } from "@/lib/api";
import { plural } from "@/lib/format";
import { MODE_LABELS } from "@/lib/labels";
import { explain } from "@/lib/problems";
import type { Page } from "@/lists/page";
import { PageHeader } from "@/shell/page-header";

import { Bubble } from "./bubble";

const PART = 100;

/** One conversation. Exported pages know no addresses of single sessions, so the id is in the query. */
export function SessionViewer() {
  const id = useSearchParams().get("id") ?? "";
  const session = useListedSession(id);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ["/api/admin/sessions", id, "messages"],
    queryFn: ({ pageParam, signal }) =>
      apiGet<Page<MessageRow>>(`/api/admin/sessions/${encodeURIComponent(id)}/messages?limit=${PART}&offset=${pageParam}`, { signal }),
    initialPageParam: 0,
    getNextPageParam: ({ count }, parts) => (parts.length * PART < count ? parts.length * PART : undefined),
  });
  const messages = data?.pages.flatMap((part) => part.data) ?? [];
  const count = data?.pages[0]?.count;
  return (
    <>
      <Button variant="ghost" size="small" className="mb-3 -ml-2.5 text-muted" asChild>
        <Link href="/admin/sessions/">
          <ArrowLeft />
          All sessions
        </Link>
      </Button>
      <PageHeader
        title={session?.title ?? "Conversation"}
        description={[session?.user_email, count === undefined ? undefined : plural(count, "message")].filter(Boolean).join(" · ")}
        actions={session && <Badge>{MODE_LABELS[session.mode]}</Badge>}
      />
      {error && (
        <Card className="flex flex-col items-center gap-3 px-6 py-12 text-center" role="alert">
          <p className="text-muted">{explain(error)}</p>
          <Button size="small" onClick={() => void refetch()}>
            Try again
          </Button>
        </Card>
      )}
      {!data && !error && <Skeleton className="h-48 w-full" />}
      {count === 0 && <p className="py-12 text-center text-muted">Nothing was said in this conversation.</p>}
      <div className="flex max-w-3xl flex-col gap-5">
        {messages.map((message) => (
          <Bubble key={message.id} message={message} />
        ))}
      </div>
      {hasNextPage && (
        <Button className="mt-6" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
    </>
  );
}

/** What the list said of the session, when somebody came from there. */
function useListedSession(id: string): SessionRow | undefined {
  const lists = useQueryClient().getQueriesData<Page<SessionRow>>({ queryKey: ["/api/admin/sessions"] });
  const rows = lists.flatMap(([, list]) => list?.data ?? []);
  return rows.find((row) => row.id === id);
}
