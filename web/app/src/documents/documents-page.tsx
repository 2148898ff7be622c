"use client";

import { may } from "@/session/account";
import { Frame } from "@/shell/frame";

import { DocumentList } from "./document-list";

export function DocumentsPage() {
  return (
    <Frame>{(account) => <DocumentList isAdmin={may(account, "documents.manage")} mayUpload={may(account, "documents.write")} />}</Frame>
  );
}
