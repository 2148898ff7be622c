"use client";

import { may } from "@/session/account";
import { Frame } from "@/shell/frame";

import { DocumentDetails } from "./document-details";
import { useDocumentAddress } from "./use-document-address";

/** The page of one document. */
export function DocumentPage() {
  const { id } = useDocumentAddress();
  return <Frame>{(account) => <DocumentDetails key={id} isAdmin={may(account, "documents.manage")} />}</Frame>;
}
