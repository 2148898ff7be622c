"use client";

import { useSearchParams } from "next/navigation";

import { DataFrame } from "@/data/data-frame";

import { DatasetView } from "./dataset-view";

/** The page of one dataset. */
export function DatasetPage() {
  const id = useSearchParams().get("id") ?? "";
  return <DataFrame>{(account) => <DatasetView key={id} id={id} account={account} />}</DataFrame>;
}
