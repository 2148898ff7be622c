"use client";

import { SanctionsFrame } from "@/sanctions/sanctions-frame";

import { AlertList } from "./alert-list";

/** The page of alerts. */
export function AlertsPage() {
  return (
    <SanctionsFrame>
      <AlertList />
    </SanctionsFrame>
  );
}
