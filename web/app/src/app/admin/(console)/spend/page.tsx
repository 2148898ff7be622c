import type { Metadata } from "next";
import { Suspense } from "react";

import { Spend } from "@/admin/spend/spend";

export const metadata: Metadata = { title: "Spend" };

export default function Page() {
  return (
    <Suspense>
      <Spend />
    </Suspense>
  );
}
