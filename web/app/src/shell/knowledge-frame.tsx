"use client";

import type { ReactNode } from "react";

import type { Account } from "@/session/account";

import { Frame } from "./frame";
import { KNOWLEDGE_ICONS } from "./page-icons/knowledge";

/** The frame of the pages of documents and tables; the copilot has one of its own. */
export function KnowledgeFrame({ children }: { children: ReactNode | ((account: Account) => ReactNode) }) {
  return <Frame icons={KNOWLEDGE_ICONS}>{children}</Frame>;
}
