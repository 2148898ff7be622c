"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { orThrow } from "sisuiq-client";
import { Badge } from "@/components/ui/badge";
import { ErrorCard } from "@/components/ui/error-card";
import { api } from "@/lib/api";
import { dateTime, plural } from "@/lib/format";
import { MODE_LABELS } from "@/lib/labels";
import { isNotFound } from "@/lib/not-found";
import { BackLink } from "@/lists/back-link";
import { PageHeader } from "@/shell/page-header";

import { Messages } from "./messages";

/** The page of one conversation. Its ID is in the query string, because exported pages have no dynamic paths. */
export function SessionViewer() {
  const id = useSearchParams().get("id") ?? "";
  const { data, error, refetch } = useQuery({
    queryKey: ["/api/admin/sessions/{id}", id],
    queryFn: ({ signal }) => orThrow(api.GET("/api/admin/sessions/{id}", { params: { path: { id } }, signal })),
    enabled: id !== "",
  });
  const description =
    data && [`${data.user_name}, ${data.user_email}`, dateTime(data.created_at), plural(data.message_count, "message")].join(" · ");
  return (
    <>
      <BackLink href="/admin/sessions/" label="All sessions" />
      {id === "" || isNotFound(error) ? (
        <PageHeader title="Conversation not found" description="It was deleted, or the address is wrong." />
      ) : (
        <>
          <PageHeader
            title={data ? (data.title ?? "Untitled conversation") : "Conversation"}
            {...(description ? { description } : {})}
            actions={data && <Badge>{MODE_LABELS[data.mode]}</Badge>}
          />
          {error && !data ? (
            <ErrorCard error={error} onRetry={() => void refetch()} />
          ) : (
            // loading, but hidden until the height of the header is known
            <div hidden={!data}>
              <Messages id={id} />
            </div>
          )}
        </>
      )}
    </>
  );
}
