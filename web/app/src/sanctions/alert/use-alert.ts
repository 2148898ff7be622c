"use client";

import { useQuery } from "@tanstack/react-query";
import { type AlertOut, orThrow } from "sisuiq-client";

import { api } from "@/lib/api";
import { isId } from "@/lib/is-id";
import { ALERTS } from "@/sanctions/alerts/use-alerts";

/** An alert; null if there is none with this id. */
export function useAlert(id: string) {
  return useQuery({ queryKey: [ALERTS, "one", id], queryFn: ({ signal }) => findAlert(id, signal), enabled: isId(id) });
}

async function findAlert(id: string, signal: AbortSignal): Promise<AlertOut | null> {
  const { data } = await orThrow(api.GET(ALERTS, { params: { query: { id } }, signal }));
  return data[0] ?? null;
}
