import type { Metadata } from "next";
import { Suspense } from "react";

import { AccessRequests } from "@/admin/access/access-requests";

export const metadata: Metadata = { title: "Access requests" };

export default function Page() {
  return (
    <Suspense>
      <AccessRequests />
    </Suspense>
  );
}
