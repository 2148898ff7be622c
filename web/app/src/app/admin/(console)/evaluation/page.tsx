import { Suspense } from "react";

import { Evaluation } from "@/admin/evaluation/evaluation";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";

export const metadata = pageTitle(m.pages_evaluation);

export default function Page() {
  return (
    <Suspense>
      <Evaluation />
    </Suspense>
  );
}
