import { Suspense } from "react";

import { UserDetails } from "@/admin/users/user";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";

export const metadata = pageTitle(m.pages_user);

export default function Page() {
  return (
    <Suspense>
      <UserDetails />
    </Suspense>
  );
}
