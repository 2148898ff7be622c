import type { Metadata } from "next";
import type { ReactNode } from "react";
import * as m from "@/paraglide/messages";
import { Frame } from "@/shell/frame";

export const metadata: Metadata = { title: { default: m.pages_admin(), template: m.pages_admin_title() } };

export default function ConsoleLayout({ children }: { children: ReactNode }) {
  return <Frame>{children}</Frame>;
}
