import type { Metadata } from "next";
import { Suspense } from "react";

import { Run } from "@/admin/evaluation/run";

export const metadata: Metadata = { title: "Run of an evaluation" };

export default function Page() {
  return (
    <Suspense>
      <Run />
    </Suspense>
  );
}
