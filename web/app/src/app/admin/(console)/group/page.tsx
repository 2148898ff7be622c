import type { Metadata } from "next";
import { Suspense } from "react";

import { GroupDetails } from "@/admin/groups/group";

export const metadata: Metadata = { title: "Group" };

export default function Page() {
  return (
    <Suspense>
      <GroupDetails />
    </Suspense>
  );
}
