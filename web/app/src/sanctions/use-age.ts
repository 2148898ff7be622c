"use client";

import type { Age } from "./freshness";
import { useFreshness } from "./sources/use-sources";

/** A function that returns the age of a source, and the objective. */
export function useAge(): (id: string) => Age {
  const { data } = useFreshness();
  return (id) => ({ hours: data?.data.find((source) => source.id === id)?.age_hours, objective: data?.objective_hours });
}
