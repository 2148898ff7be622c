import type { Metadata } from "next";
import { Suspense } from "react";

import { SessionViewer } from "@/admin/sessions/session-viewer";

export const metadata: Metadata = { title: "Conversation" };

export default function Page() {
  return (
    <Suspense>
      <SessionViewer />
    </Suspense>
  );
}
