"use client";

import { useSearchParams } from "next/navigation";

import { SanctionsFrame } from "@/sanctions/sanctions-frame";

import { EntityView } from "./entity-view";

/** The page of one entry of a list. */
export function EntityPage() {
  const id = useSearchParams().get("id") ?? "";
  return <SanctionsFrame>{(account) => <EntityView key={id} id={id} account={account} />}</SanctionsFrame>;
}
