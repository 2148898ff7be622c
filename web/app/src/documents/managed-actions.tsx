"use client";

import type { DocumentOut } from "sisuiq-client";

import { DocumentActions } from "./document-actions";

interface Props {
  document: DocumentOut;
  isAdmin: boolean;
}

/** What may be done with a document, for whoever looks after it. */
export function ManagedActions({ document, isAdmin }: Props) {
  return document.may_be_managed && <DocumentActions document={document} isAdmin={isAdmin} />;
}
