"use client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";
import { describeAccess } from "./describe-access";
import { GroupAccess } from "./group-access";
import { PeopleAccess } from "./people-access";
import { RoleAccess } from "./role-access";
import { useGroups } from "./use-groups";
import { useShares } from "./use-shares";

export interface AccessDialogProps {
  id: string;
  name: string;
  isAdmin: boolean;
  onClose: () => void;
}

/** The roles, groups and people with access to a document. Changes take effect immediately. */
export default function AccessDialog({ id, name, isAdmin, onClose }: AccessDialogProps) {
  const { data: shares, error, refetch } = useShares(id);
  const { isPending: isLoadingGroups } = useGroups();
  const isPrivate = shares?.access === "owner";
  // together, so that nothing moves
  const isLoading = shares === undefined || (isPrivate && isLoadingGroups);
  return (
    <Dialog isOpen onClose={onClose} title={m.documents_access_title()} description={name}>
      {error && !shares && (
        <Notice variant="danger">
          {explain(error)}{" "}
          <Button size="small" variant="ghost" className="text-inherit underline" onClick={() => void refetch()}>
            {m.common_try_again()}
          </Button>
        </Notice>
      )}
      {shares === null && <Notice variant="warning">{m.documents_access_not_yours()}</Notice>}
      {isLoading && !error && <Skeleton className="h-24 w-full" />}
      {shares && (
        <p role="status" className="mb-5 rounded-md bg-tint px-3 py-2 text-link">
          {isPrivate ? describeAccess(shares, isAdmin) : m.documents_access_public()}
        </p>
      )}
      {shares && isPrivate && !isLoading && (
        <div className="flex flex-col gap-6">
          <RoleAccess id={id} shared={shares.roles} />
          <GroupAccess id={id} shared={shares.groups} />
          <PeopleAccess id={id} users={shares.users} emails={shares.emails} isAdmin={isAdmin} />
        </div>
      )}
      <div className="mt-6 flex justify-end">
        <Button onClick={onClose}>{m.documents_access_done()}</Button>
      </div>
    </Dialog>
  );
}
