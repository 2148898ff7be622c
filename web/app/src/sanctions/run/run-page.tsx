"use client";

import { useSearchParams } from "next/navigation";

import { SanctionsFrame } from "@/sanctions/sanctions-frame";

import { RunView } from "./run-view";

/** The page of one run of a source. */
export function RunPage() {
  const id = useSearchParams().get("id") ?? "";
  return <SanctionsFrame>{(account) => <RunView key={id} id={id} account={account} />}</SanctionsFrame>;
}
