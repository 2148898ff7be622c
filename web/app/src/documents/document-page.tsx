"use client";

import { useEffect } from "react";

import { KnowledgeFrame } from "@/shell/knowledge-frame";

import { Reader } from "./deferred-reader";
import { DocumentDetails } from "./document-details";
import { useDocumentAddress } from "./use-document-address";

/** The page of one document. */
export function DocumentPage() {
  const { id } = useDocumentAddress();
  useEffect(() => {
    // while the document is requested
    void Reader.preload();
  }, []);
  return <KnowledgeFrame>{(account) => <DocumentDetails key={id} account={account} />}</KnowledgeFrame>;
}
