import { Suspense } from "react";

import { Groups } from "@/admin/groups/groups";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";

export const metadata = pageTitle(m.pages_groups);

export default function Page() {
  return (
    <Suspense>
      <Groups />
    </Suspense>
  );
}
