import { Suspense } from "react";

import { Run } from "@/admin/evaluation/run";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";

export const metadata = pageTitle(m.pages_evaluation_run);

export default function Page() {
  return (
    <Suspense>
      <Run />
    </Suspense>
  );
}
