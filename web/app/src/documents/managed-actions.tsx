"use client";

import type { DocumentOut } from "sisuiq-client";

import { DocumentActions } from "./document-actions";

interface Props {
  document: DocumentOut;
  isAdmin: boolean;
}

/** The actions on a document, if the user manages it. */
export function ManagedActions({ document, isAdmin }: Props) {
  return document.may_be_managed && <DocumentActions document={document} isAdmin={isAdmin} />;
}
