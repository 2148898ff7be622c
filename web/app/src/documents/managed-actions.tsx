"use client";

import type { DocumentOut } from "sisuiq-client";

import { DocumentActions } from "./document-actions";

interface Props {
  document: DocumentOut;
  isAdmin: boolean;
  /** Called once the document is deleted. */
  onDeleted?: () => void;
}

/** The actions on a document, if the user manages it. */
export function ManagedActions({ document, ...rest }: Props) {
  return document.may_be_managed && <DocumentActions document={document} {...rest} />;
}
