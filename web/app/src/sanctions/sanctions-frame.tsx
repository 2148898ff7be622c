"use client";

import type { ReactNode } from "react";

import type { Account } from "@/session/account";
import { Frame } from "@/shell/frame";
import { SANCTIONS_ICONS } from "@/shell/page-icons/sanctions";

/** The frame of the pages of sanctions. */
export function SanctionsFrame({ children }: { children: ReactNode | ((account: Account) => ReactNode) }) {
  return <Frame icons={SANCTIONS_ICONS}>{children}</Frame>;
}
