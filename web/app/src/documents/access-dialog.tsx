"use client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { explain } from "@/lib/problems";
import { describeAccess } from "./describe-access";
import { PeopleAccess } from "./people-access";
import { RoleAccess } from "./role-access";
import { useShares } from "./use-shares";

export interface AccessDialogProps {
  id: string;
  name: string;
  isAdmin: boolean;
  onClose: () => void;
}

/** The people and roles with access to a document. Changes take effect immediately. */
export default function AccessDialog({ id, name, isAdmin, onClose }: AccessDialogProps) {
  const { data: shares, error, refetch } = useShares(id);
  const isPrivate = shares?.access === "owner";
  return (
    <Dialog isOpen onClose={onClose} title="Document access" description={name}>
      {error && !shares && (
        <Notice variant="danger">
          {explain(error)}{" "}
          <Button size="small" variant="ghost" className="text-inherit underline" onClick={() => void refetch()}>
            Try again
          </Button>
        </Notice>
      )}
      {shares === null && <Notice variant="warning">Only the owner and administrators with access can change this.</Notice>}
      {shares === undefined && !error && <Skeleton className="h-24 w-full" />}
      {shares && (
        <p role="status" className="mb-5 rounded-md bg-tint px-3 py-2 text-link">
          {isPrivate
            ? describeAccess(shares, isAdmin)
            : "Everyone who uses the copilot. Documents added by administrators are visible to everyone."}
        </p>
      )}
      {shares && isPrivate && (
        <div className="flex flex-col gap-6">
          <RoleAccess id={id} shared={shares.roles} />
          <PeopleAccess id={id} shared={shares.users} isAdmin={isAdmin} />
        </div>
      )}
      <div className="mt-6 flex justify-end">
        <Button onClick={onClose}>Done</Button>
      </div>
    </Dialog>
  );
}
