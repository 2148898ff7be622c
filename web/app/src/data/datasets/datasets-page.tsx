"use client";

import { DataFrame } from "@/data/data-frame";

import { DatasetList } from "./dataset-list";

export function DatasetsPage() {
  return <DataFrame>{(account) => <DatasetList account={account} />}</DataFrame>;
}
