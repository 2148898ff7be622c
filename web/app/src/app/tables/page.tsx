import type { Metadata } from "next";
import { Suspense } from "react";

import { TablesPage } from "@/tables/tables-page";

export const metadata: Metadata = { title: "Tables" };

export default function Page() {
  return (
    <Suspense>
      <TablesPage />
    </Suspense>
  );
}
