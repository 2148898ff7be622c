import { Suspense } from "react";

import { SessionViewer } from "@/admin/sessions/session-viewer";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";

export const metadata = pageTitle(m.pages_conversation);

export default function Page() {
  return (
    <Suspense>
      <SessionViewer />
    </Suspense>
  );
}
