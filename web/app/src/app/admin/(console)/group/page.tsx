import { Suspense } from "react";

import { GroupDetails } from "@/admin/groups/group";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";

export const metadata = pageTitle(m.pages_group);

export default function Page() {
  return (
    <Suspense>
      <GroupDetails />
    </Suspense>
  );
}
