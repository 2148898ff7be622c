"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { orThrow } from "sisuiq-client";
import { ErrorCard } from "@/components/ui/error-card";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/lib/api";
import { date } from "@/lib/format";
import { isNotFound } from "@/lib/not-found";
import { BackLink } from "@/lists/back-link";
import * as m from "@/paraglide/messages";
import { PageHeader } from "@/shell/page-header";

import { DeleteGroup } from "./delete-group";
import { Members } from "./members";
import { groupKey } from "./refresh-groups";
import { RenameForm } from "./rename-form";

/** The page of one group. */
export function GroupDetails() {
  const id = useSearchParams().get("id") ?? "";
  const { data, error, refetch } = useQuery({
    queryKey: groupKey(id),
    queryFn: ({ signal }) => orThrow(api.GET("/api/admin/groups/{id}", { params: { path: { id } }, signal })),
    enabled: id !== "",
  });
  if (id === "" || isNotFound(error)) {
    return (
      <>
        <BackLink href="/admin/groups/" label={m.admin_groups_all()} />
        <PageHeader title={m.admin_groups_not_found()} description={m.admin_groups_not_found_hint()} />
      </>
    );
  }
  const facts = data && [
    m.admin_groups_member_count({ count: data.member_count }),
    m.admin_groups_document_count({ count: data.document_count }),
    m.admin_groups_fact_created({ date: date(data.created_at) }),
  ];
  return (
    <>
      <BackLink href="/admin/groups/" label={m.admin_groups_all()} />
      <PageHeader
        title={data?.name ?? m.admin_groups_group()}
        // a space keeps the line while it is loading
        description={facts?.join(" · ") ?? "\u00a0"}
        actions={data && <DeleteGroup group={data} />}
      />
      {error && !data && <ErrorCard error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton className="h-60" />}
      {data && (
        <div className="flex flex-col gap-8">
          <RenameForm key={data.id} group={data} />
          <Members key={`members of ${data.id}`} group={data} />
        </div>
      )}
    </>
  );
}
