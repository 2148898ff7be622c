import { Suspense } from "react";

import { Sessions } from "@/admin/sessions/sessions";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";

export const metadata = pageTitle(m.pages_sessions);

export default function Page() {
  return (
    <Suspense>
      <Sessions />
    </Suspense>
  );
}
