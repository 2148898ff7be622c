"use client";

import { SanctionsFrame } from "@/sanctions/sanctions-frame";

import { EntityList } from "./entity-list";

/** The page of the entries of all lists. */
export function EntitiesPage() {
  return (
    <SanctionsFrame>
      <EntityList />
    </SanctionsFrame>
  );
}
