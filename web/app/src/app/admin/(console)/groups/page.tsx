import type { Metadata } from "next";
import { Suspense } from "react";

import { Groups } from "@/admin/groups/groups";

export const metadata: Metadata = { title: "Groups" };

export default function Page() {
  return (
    <Suspense>
      <Groups />
    </Suspense>
  );
}
