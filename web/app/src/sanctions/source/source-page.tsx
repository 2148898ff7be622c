"use client";

import { useSearchParams } from "next/navigation";

import { SanctionsFrame } from "@/sanctions/sanctions-frame";

import { SourceView } from "./source-view";

/** The page of one source. */
export function SourcePage() {
  const id = useSearchParams().get("id") ?? "";
  return <SanctionsFrame>{(account) => <SourceView key={id} id={id} account={account} />}</SanctionsFrame>;
}
