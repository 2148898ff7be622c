import type { Metadata } from "next";
import { Suspense } from "react";

import { Evaluation } from "@/admin/evaluation/evaluation";

export const metadata: Metadata = { title: "Evaluation" };

export default function Page() {
  return (
    <Suspense>
      <Evaluation />
    </Suspense>
  );
}
