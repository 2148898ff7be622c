"use client";

import { SanctionsFrame } from "@/sanctions/sanctions-frame";

import { ScreeningView } from "./screening-view";

/** The page that screens one name. */
export function ScreeningPage() {
  return <SanctionsFrame>{(account) => <ScreeningView account={account} />}</SanctionsFrame>;
}
