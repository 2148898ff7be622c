"use client";

import { useQuery } from "@tanstack/react-query";
import { type EntitiesOut, type ListedEntityOut, orThrow } from "sisuiq-client";

import { api } from "@/lib/api";
import { useList } from "@/lists/use-list";
import type { ListState } from "@/lists/use-list-state";

const PATH = "/api/v1/knowledge/entities";

/** The fewest characters that the API searches for. */
export const FEWEST_CHARACTERS = 2;

export function isTooShort(q: string): boolean {
  const { length } = Array.from(q);
  return length > 0 && length < FEWEST_CHARACTERS;
}

/** A page of the entries that match the state of the list, with the lists that were looked at. */
export function useEntities(state: ListState) {
  const [q = "", list = "", kind = "", at = ""] = ["q", "list", "kind", "at"].map(state.get);
  const filters = { q: isTooShort(q) ? "" : q, list, kind, at };
  return useList<ListedEntityOut, EntitiesOut>({ path: PATH, state, filters, isSorted: false });
}

/** All lists. Accounts that cannot see sources can read lists, so the API of sources is not asked. */
export function useLists() {
  return useQuery({
    queryKey: [PATH, "lists"],
    queryFn: ({ signal }) => orThrow(api.GET(PATH, { params: { query: { limit: 1 } }, signal })),
    select: ({ lists }) => lists,
    staleTime: 60_000,
  });
}
