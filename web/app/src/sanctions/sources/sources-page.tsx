"use client";

import { SanctionsFrame } from "@/sanctions/sanctions-frame";

import { SourceList } from "./source-list";

/** The page of all sources. */
export function SourcesPage() {
  return <SanctionsFrame>{(account) => <SourceList account={account} />}</SanctionsFrame>;
}
