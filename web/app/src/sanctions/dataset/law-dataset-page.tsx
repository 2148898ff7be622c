"use client";

import { useSearchParams } from "next/navigation";

import { SanctionsFrame } from "@/sanctions/sanctions-frame";

import { LawDatasetView } from "./law-dataset-view";

/** The page of one dataset of documents. */
export function LawDatasetPage() {
  const name = useSearchParams().get("name") ?? "";
  return <SanctionsFrame>{(account) => <LawDatasetView key={name} name={name} account={account} />}</SanctionsFrame>;
}
