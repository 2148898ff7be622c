"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { orThrow } from "sisuiq-client";
import { Badge } from "@/components/ui/badge";
import { ErrorCard } from "@/components/ui/error-card";
import { api } from "@/lib/api";
import { dateTime } from "@/lib/format";
import { MODE_LABELS } from "@/lib/labels";
import { isNotFound } from "@/lib/not-found";
import { BackLink } from "@/lists/back-link";
import * as m from "@/paraglide/messages";
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
    data &&
    [
      m.admin_sessions_person({ name: data.user_name, email: data.user_email }),
      dateTime(data.created_at),
      m.admin_sessions_message_count({ count: data.message_count }),
    ].join(" · ");
  return (
    <>
      <BackLink href="/admin/sessions/" label={m.admin_sessions_all()} />
      {id === "" || isNotFound(error) ? (
        <PageHeader title={m.admin_sessions_not_found()} description={m.admin_sessions_not_found_hint()} />
      ) : (
        <>
          <PageHeader
            title={data ? (data.title ?? m.admin_sessions_untitled()) : m.admin_sessions_conversation()}
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
