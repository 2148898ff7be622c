import { Suspense } from "react";

import { Spend } from "@/admin/spend/spend";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";

export const metadata = pageTitle(m.pages_spend);

export default function Page() {
  return (
    <Suspense>
      <Spend />
    </Suspense>
  );
}
