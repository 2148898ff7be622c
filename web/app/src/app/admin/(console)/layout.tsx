import type { Metadata } from "next";
import type { ReactNode } from "react";

import { AdministrationFrame } from "@/admin/administration-frame";

export const metadata: Metadata = { title: { default: "Admin", template: "%s · SISUiQ Admin" } };

export default function ConsoleLayout({ children }: { children: ReactNode }) {
  return <AdministrationFrame>{children}</AdministrationFrame>;
}
