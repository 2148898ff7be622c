"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";

import type { Heading } from "@/data/datasets/dataset";
import { type Condition, filterOf, readConditions } from "@/data/datasets/filter";
import { changeAddress, currentAddressWith } from "@/lib/change-address";
import { useDebouncedValue } from "@/lib/use-debounced-value";

/** The conditions on rows, of the address, and the filter that they make after a pause in typing. */
export function useConditions(columns: Heading[]) {
  const known = useSearchParams().get("where") ?? "";
  const [conditions, setConditions] = useState<Condition[]>(() => readConditions(known));
  useEffect(() => {
    // Back and Forward may lead to other conditions
    const restore = () => setConditions(readConditions(new URLSearchParams(location.search).get("where") ?? ""));
    addEventListener("popstate", restore);
    return () => removeEventListener("popstate", restore);
  }, []);
  const set = (next: Condition[]) => {
    setConditions(next);
    changeAddress(currentAddressWith({ where: next.length > 0 ? JSON.stringify(next) : null, page: null }), "replace");
  };
  const settled = useDebouncedValue(JSON.stringify(conditions), 400);
  return { conditions, set, filter: filterOf(JSON.parse(settled) as Condition[], columns) };
}
