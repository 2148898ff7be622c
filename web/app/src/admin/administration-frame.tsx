"use client";

import type { ReactNode } from "react";

import { Frame } from "@/shell/frame";
import { ADMINISTRATION_ICONS } from "@/shell/page-icons/administration";

/** The frame of all pages of the administration. */
export function AdministrationFrame({ children }: { children: ReactNode }) {
  return <Frame icons={ADMINISTRATION_ICONS}>{children}</Frame>;
}
