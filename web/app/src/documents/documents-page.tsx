"use client";

import { may } from "@/session/account";
import { Frame } from "@/shell/frame";
import { KNOWLEDGE_ICONS } from "@/shell/page-icons/knowledge";

import { DocumentList } from "./document-list";

export function DocumentsPage() {
  return (
    <Frame icons={KNOWLEDGE_ICONS}>
      {(account) => <DocumentList isAdmin={may(account, "documents.manage")} mayUpload={may(account, "documents.write")} />}
    </Frame>
  );
}
