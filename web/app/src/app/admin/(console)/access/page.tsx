import { Suspense } from "react";

import { AccessRequests } from "@/admin/access/access-requests";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";

export const metadata = pageTitle(m.pages_access_requests);

export default function Page() {
  return (
    <Suspense>
      <AccessRequests />
    </Suspense>
  );
}
