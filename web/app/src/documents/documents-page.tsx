"use client";

import { may } from "@/session/account";
import { KnowledgeFrame } from "@/shell/knowledge-frame";

import { DocumentList } from "./document-list";

export function DocumentsPage() {
  return (
    <KnowledgeFrame>
      {(account) => <DocumentList isAdmin={may(account, "documents.manage")} mayUpload={may(account, "documents.write")} />}
    </KnowledgeFrame>
  );
}
