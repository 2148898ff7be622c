"use client";

import { SanctionsFrame } from "@/sanctions/sanctions-frame";

import { LawDatasetCards } from "./law-dataset-cards";

/** The page of the datasets of documents. */
export function LawDatasetsPage() {
  return <SanctionsFrame>{(account) => <LawDatasetCards account={account} />}</SanctionsFrame>;
}
