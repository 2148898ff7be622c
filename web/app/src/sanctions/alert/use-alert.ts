"use client";

import { useQuery } from "@tanstack/react-query";
import { type AlertOut, orThrow } from "sisuiq-client";

import { api } from "@/lib/api";
import { isId } from "@/lib/is-id";
import { ALERTS } from "@/sanctions/alerts/use-alerts";

const PAGE = 100;
/** So many pages are looked through for an alert. */
const PAGES = 10;

/** An alert, found in the list of those whose subject has a name like `q`; null if it is not there. */
export function useAlert(id: string, q: string) {
  return useQuery({
    queryKey: [ALERTS, "one", id, q],
    queryFn: ({ signal }) => findAlert(id, q, signal),
    enabled: isId(id),
  });
}

async function findAlert(id: string, q: string, signal: AbortSignal): Promise<AlertOut | null> {
  const filter = q.length < 2 ? {} : { q };
  for (let page = 0; page < PAGES; page += 1) {
    const query = { ...filter, limit: PAGE, offset: page * PAGE };
    const { data } = await orThrow(api.GET(ALERTS, { params: { query }, signal }));
    const found = data.find((alert) => alert.id === id);
    if (found || data.length < PAGE) {
      return found ?? null;
    }
  }
  return null;
}
