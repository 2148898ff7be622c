import { Suspense } from "react";

import { Users } from "@/admin/users/users";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";

export const metadata = pageTitle(m.pages_users);

export default function Page() {
  return (
    <Suspense>
      <Users />
    </Suspense>
  );
}
