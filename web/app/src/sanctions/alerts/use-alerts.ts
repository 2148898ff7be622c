"use client";

import type { AlertOut, AlertsOut } from "sisuiq-client";

import { useList } from "@/lists/use-list";
import type { ListState } from "@/lists/use-list-state";
import { isTooShort } from "@/sanctions/entities/use-entities";

/** The path of alerts, with which the keys of all queries of alerts begin. */
export const ALERTS = "/api/v1/knowledge/alerts";

/** The value of `status` for alerts of any progress. */
export const ANY = "any";

/** A page of the alerts that match the state of the list: the open ones if it names no progress. */
export function useAlerts(state: ListState) {
  const [wanted = "", source = "", q = ""] = ["status", "list", "q"].map(state.get);
  const status = wanted === ANY ? "" : wanted || "open";
  const filters = { status, source, q: isTooShort(q) ? "" : q };
  return useList<AlertOut, AlertsOut>({ path: ALERTS, state, filters, isSorted: false });
}
