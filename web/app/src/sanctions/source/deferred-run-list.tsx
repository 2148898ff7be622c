"use client";

import { deferred } from "@/components/ui/deferred";
import { PartFailure } from "@/components/ui/part-failure";
import { Skeleton } from "@/components/ui/skeleton";

/** The runs of a source, whose code is loaded after the state of the source is shown. */
export const RunList = deferred<{ id: string }>(
  async () => (await import("./run-list")).RunList,
  ({ retry }) => (retry ? <PartFailure retry={retry} /> : <Skeleton className="h-96" />),
);
