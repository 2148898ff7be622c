"use client";

import { deferred } from "@/components/ui/deferred";
import { PartFailure } from "@/components/ui/part-failure";
import { Skeleton } from "@/components/ui/skeleton";

export const Drift = deferred<{ id: string }>(
  async () => (await import("./drift")).Drift,
  ({ retry }) => (retry ? <PartFailure retry={retry} /> : <Skeleton className="h-96" />),
);
