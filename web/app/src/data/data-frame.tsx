"use client";

import type { ReactNode } from "react";

import type { Account } from "@/session/account";
import { Frame } from "@/shell/frame";
import { DATA_ICONS } from "@/shell/page-icons/data";

/** The frame of the pages of data. */
export function DataFrame({ children }: { children: ReactNode | ((account: Account) => ReactNode) }) {
  return <Frame icons={DATA_ICONS}>{children}</Frame>;
}
