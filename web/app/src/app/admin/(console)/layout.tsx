import type { Metadata } from "next";
import type { ReactNode } from "react";

import { RequireAdmin } from "@/admin/require-admin";

export const metadata: Metadata = { title: { default: "Admin", template: "%s · SISUiQ Admin" } };

export default function ConsoleLayout({ children }: { children: ReactNode }) {
  return <RequireAdmin>{children}</RequireAdmin>;
}
