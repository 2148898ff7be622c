"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useCallback, useEffect } from "react";

import { rememberList } from "./last-address";

export const PAGE_SIZE = 25;

/** The filters, sort order and page of a list. They are in the URL, so that it can be shared and bookmarked. */
export function useListState(defaultSort = "-created_at") {
  const router = useRouter();
  const pathname = usePathname();
  const address = useSearchParams().toString();
  const known = new URLSearchParams(address);
  const sort = known.get("sort") ?? defaultSort;
  const page = Math.max(Number(known.get("page") ?? 1) || 1, 1);

  useEffect(() => rememberList(pathname, address), [pathname, address]);

  /** Changes the state. Back returns to the former one, unless the change `isTyping`. */
  const set = useCallback(
    (changes: Record<string, string>, { isTyping = false } = {}) => {
      const next = new URLSearchParams(address);
      for (const [name, value] of Object.entries({ page: "", ...changes })) {
        if (value === "") {
          next.delete(name);
        } else {
          next.set(name, value);
        }
      }
      const target = next.size > 0 ? `${pathname}?${next}` : pathname;
      if (isTyping) {
        router.replace(target, { scroll: false });
      } else {
        router.push(target, { scroll: false });
      }
    },
    [address, pathname, router],
  );

  const reset = useCallback(() => router.replace(pathname, { scroll: false }), [pathname, router]);

  return { get: (name: string) => known.get(name) ?? "", set, reset, sort, page };
}

export type ListState = ReturnType<typeof useListState>;
