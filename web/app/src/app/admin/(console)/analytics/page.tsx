import { Suspense } from "react";

import { Analytics } from "@/admin/analytics/analytics";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";

export const metadata = pageTitle(m.pages_analytics);

export default function Page() {
  return (
    <Suspense>
      <Analytics />
    </Suspense>
  );
}
