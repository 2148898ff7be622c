"use client";

import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
let known: string | null = null;

/**
 * The reader's own key for Anthropic. It is kept in the memory of this tab only: neither in the browser's storage nor in the
 * address, and a reload forgets it.
 */
export const ownKey = {
  get: () => known,
  set(key: string | null): void {
    known = key;
    for (const listener of listeners) {
      listener();
    }
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

/** Whether a text can be a key. The API checks the same, and Anthropic whether it is valid. */
export function isKey(text: string): boolean {
  return /^sk-[!-~]{17,253}$/.test(text);
}

export function useOwnKey(): string | null {
  return useSyncExternalStore(ownKey.subscribe, ownKey.get, () => null);
}
