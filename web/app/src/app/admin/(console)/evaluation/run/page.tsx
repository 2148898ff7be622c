import type { Metadata } from "next";
import { Suspense } from "react";

import { Run } from "@/admin/evaluation/run";

export const metadata: Metadata = { title: "Evaluation run" };

export default function Page() {
  return (
    <Suspense>
      <Run />
    </Suspense>
  );
}
