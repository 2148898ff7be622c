"use client";

import type { DocumentOut } from "sisuiq-client";

import { Skeleton } from "@/components/ui/skeleton";
import * as m from "@/paraglide/messages";

import { describeAccess } from "./describe-access";
import { useShares } from "./use-shares";

interface Props {
  document: DocumentOut;
  isAdmin: boolean;
}

export function AccessCell({ document: { id, access, may_be_managed }, isAdmin }: Props) {
  const isPrivate = access === "owner";
  const { data: shares, error } = useShares(id, isPrivate && may_be_managed);
  if (!isPrivate) {
    return m.documents_access_everyone();
  }
  if (!may_be_managed) {
    return m.documents_access_with_you();
  }
  if (shares) {
    return describeAccess(shares, isAdmin);
  }
  return shares === null ? (
    m.documents_access_with_you()
  ) : error ? (
    <span className="text-muted">{m.documents_access_unknown()}</span>
  ) : (
    <Skeleton className="h-3.5 w-24" />
  );
}
