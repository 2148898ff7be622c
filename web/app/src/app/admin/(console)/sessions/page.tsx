import type { Metadata } from "next";
import { Suspense } from "react";

import { Sessions } from "@/admin/sessions/sessions";

export const metadata: Metadata = { title: "Sessions" };

export default function Page() {
  return (
    <Suspense>
      <Sessions />
    </Suspense>
  );
}
