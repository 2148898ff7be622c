import { Suspense } from "react";

import { Audit } from "@/admin/audit/audit";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";

export const metadata = pageTitle(m.pages_audit_log);

export default function Page() {
  return (
    <Suspense>
      <Audit />
    </Suspense>
  );
}
