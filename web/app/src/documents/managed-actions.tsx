"use client";

import type { DocumentOut } from "sisuiq-client";

import { DocumentActions } from "./document-actions";
import { useShares } from "./use-shares";

interface Props {
  document: DocumentOut;
  isAdmin: boolean;
}

/** What may be done with a document, for whoever looks after it. The API tells that by who may know its shares. */
export function ManagedActions({ document, isAdmin }: Props) {
  const isPrivate = document.access === "owner";
  const { data: shares } = useShares(document.id, isPrivate);
  const isManaged = isPrivate ? Boolean(shares) : isAdmin;
  return isManaged && <DocumentActions document={document} isAdmin={isAdmin} />;
}
