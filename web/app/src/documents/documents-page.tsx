"use client";

import { RequireUser } from "@/session/require-user";
import { PageFrame } from "@/shell/page-frame";

import { DocumentList } from "./document-list";

export function DocumentsPage() {
  return (
    <RequireUser>
      {(user) => (
        <PageFrame user={user} isWide>
          <DocumentList isAdmin={user.role === "admin"} />
        </PageFrame>
      )}
    </RequireUser>
  );
}
