"use client";

import { deferred } from "@/components/ui/deferred";
import { PartFailure } from "@/components/ui/part-failure";
import { Skeleton } from "@/components/ui/skeleton";

/** The changes of a run, whose code is loaded when it has some: most runs change nothing. */
export const RunChanges = deferred<{ id: string }>(
  async () => (await import("./run-changes")).RunChanges,
  ({ retry }) => (retry ? <PartFailure retry={retry} /> : <Skeleton className="h-96" />),
);
