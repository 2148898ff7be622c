"use client";

import { useSearchParams } from "next/navigation";

import { SanctionsFrame } from "@/sanctions/sanctions-frame";

import { AlertView } from "./alert-view";

/** The page of one alert. */
export function AlertPage() {
  const parameters = useSearchParams();
  const id = parameters.get("id") ?? "";
  return <SanctionsFrame>{(account) => <AlertView key={id} id={id} account={account} />}</SanctionsFrame>;
}
