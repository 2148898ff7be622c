"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState, useSyncExternalStore } from "react";
import { ApiError } from "sisuiq-client";

/** Whether a request through a link found that it has ended, also while the page is open. A part of the keys of its queries is the address or begins with it. */
export function useIsGone(address: string): boolean {
  const cache = useQueryClient().getQueryCache();
  const find = () =>
    cache.findAll().some(({ queryKey, state: { error } }) => isOf(address, queryKey) && error instanceof ApiError && error.status === 404);
  const isFound = useSyncExternalStore(
    (changed) => cache.subscribe(changed),
    find,
    () => false,
  );
  // the cache forgets the refused request some minutes later
  const [ended, setEnded] = useState<string>();
  if (isFound && ended !== address) {
    setEnded(address);
  }
  return isFound || ended === address;
}

function isOf(address: string, queryKey: readonly unknown[]): boolean {
  return queryKey.some((part) => part === address || (typeof part === "string" && part.startsWith(`${address}/`)));
}
