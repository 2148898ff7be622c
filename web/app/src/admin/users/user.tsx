"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { orThrow } from "sisuiq-client";
import { ErrorCard } from "@/components/ui/error-card";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/lib/api";
import { isNotFound } from "@/lib/not-found";
import { BackLink } from "@/lists/back-link";
import * as m from "@/paraglide/messages";
import { useUser } from "@/session/use-user";
import { PageHeader } from "@/shell/page-header";

import { AccountStatusBadge } from "./account-status-badge";
import { CredentialsCard } from "./credentials-card";
import { GroupsCard } from "./groups-card";
import { ProfileCard } from "./profile-card";
import { StatusCard } from "./status-card";

/** The page of one account. */
export function UserDetails() {
  const id = useSearchParams().get("id") ?? "";
  const { data: caller } = useUser();
  const { data, error, refetch } = useQuery({
    queryKey: ["/api/admin/users/{id}", id],
    queryFn: ({ signal }) => orThrow(api.GET("/api/admin/users/{id}", { params: { path: { id } }, signal })),
    enabled: id !== "",
  });
  if (id === "" || isNotFound(error)) {
    return (
      <>
        <BackLink href="/admin/users/" label={m.admin_users_all()} />
        <PageHeader title={m.admin_users_not_found()} description={m.admin_users_not_found_hint()} />
      </>
    );
  }
  const isOwn = caller?.id === id;
  return (
    <>
      <BackLink href="/admin/users/" label={m.admin_users_all()} />
      <PageHeader
        title={data?.name ?? m.admin_users_account()}
        // a space keeps the line while it is loading
        description={data?.email ?? "\u00a0"}
        actions={data && <AccountStatusBadge status={data.status} />}
      />
      {error && !data && <ErrorCard error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton className="h-60" />}
      {data && (
        <div className="grid gap-6 lg:grid-cols-2">
          <ProfileCard key={data.id} user={data} isOwn={isOwn} />
          <CredentialsCard user={data} isOwn={isOwn} />
          <StatusCard user={data} isOwn={isOwn} />
          <GroupsCard groups={data.groups} />
        </div>
      )}
    </>
  );
}
