"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { orThrow } from "sisuiq-client";
import { ErrorCard } from "@/components/ui/error-card";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/lib/api";
import { date, plural } from "@/lib/format";
import { isNotFound } from "@/lib/not-found";
import { BackLink } from "@/lists/back-link";
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
        <BackLink href="/admin/groups/" label="All groups" />
        <PageHeader title="Group not found" description="It was deleted, or the address is wrong." />
      </>
    );
  }
  const facts = data && [plural(data.member_count, "member"), plural(data.document_count, "document"), `created ${date(data.created_at)}`];
  return (
    <>
      <BackLink href="/admin/groups/" label="All groups" />
      <PageHeader
        title={data?.name ?? "Group"}
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
