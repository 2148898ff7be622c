import type { Metadata } from "next";
import { Suspense } from "react";

import { UserDetails } from "@/admin/users/user";

export const metadata: Metadata = { title: "Account" };

export default function Page() {
  return (
    <Suspense>
      <UserDetails />
    </Suspense>
  );
}
