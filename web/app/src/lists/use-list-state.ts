"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useCallback } from "react";

export const PAGE_SIZE = 25;

/** The filters, sort order and page of a list. They are in the URL, so that it can be shared and bookmarked. */
export function useListState(defaultSort = "-created_at") {
  const router = useRouter();
  const pathname = usePathname();
  const address = useSearchParams().toString();
  const known = new URLSearchParams(address);
  const sort = known.get("sort") ?? defaultSort;
  const page = Math.max(Number(known.get("page") ?? 1) || 1, 1);

  const set = useCallback(
    (changes: Record<string, string>) => {
      const next = new URLSearchParams(address);
      for (const [name, value] of Object.entries({ page: "", ...changes })) {
        if (value === "") {
          next.delete(name);
        } else {
          next.set(name, value);
        }
      }
      router.replace(next.size > 0 ? `${pathname}?${next}` : pathname, { scroll: false });
    },
    [address, pathname, router],
  );

  const reset = useCallback(() => router.replace(pathname, { scroll: false }), [pathname, router]);

  return { get: (name: string) => known.get(name) ?? "", set, reset, sort, page };
}

export type ListState = ReturnType<typeof useListState>;
