import { Suspense } from "react";

import { Jobs } from "@/admin/jobs/jobs";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";

export const metadata = pageTitle(m.pages_jobs);

export default function Page() {
  return (
    <Suspense>
      <Jobs />
    </Suspense>
  );
}
