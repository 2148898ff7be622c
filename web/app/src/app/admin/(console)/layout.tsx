import type { Metadata } from "next";
import type { ReactNode } from "react";

import { AdministrationFrame } from "@/admin/administration-frame";
import * as m from "@/paraglide/messages";

export const metadata: Metadata = { title: { default: m.pages_admin(), template: m.pages_admin_title() } };

export default function ConsoleLayout({ children }: { children: ReactNode }) {
  return <AdministrationFrame>{children}</AdministrationFrame>;
}
