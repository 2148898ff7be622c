"use client";

import { useSearchParams } from "next/navigation";

import { useConditions } from "@/data/dataset/use-conditions";
import type { Heading } from "@/data/datasets/dataset";

import { isTooLong } from "./filter-limits";

/** The conditions of the address, and the filter as the API takes it. */
export function useFilter(columns: Heading[]) {
  const { conditions, set, filter } = useConditions(columns);
  const text = filter === null ? null : JSON.stringify(filter);
  const where = useSearchParams().get("where") ?? "";
  return { conditions, set, value: filter, text, where, isSendable: !isTooLong(text) };
}

export type DatasetFilter = ReturnType<typeof useFilter>;
