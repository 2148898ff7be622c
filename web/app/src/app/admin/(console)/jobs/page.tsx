import type { Metadata } from "next";
import { Suspense } from "react";

import { Jobs } from "@/admin/jobs/jobs";

export const metadata: Metadata = { title: "Jobs" };

export default function Page() {
  return (
    <Suspense>
      <Jobs />
    </Suspense>
  );
}
