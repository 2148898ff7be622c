"use client";

import { deferred } from "@/components/ui/deferred";
import { PartFailure } from "@/components/ui/part-failure";
import { Skeleton } from "@/components/ui/skeleton";

export const RowsOfFigure = deferred<{ address: string; of: string; all: string }>(
  async () => (await import("./rows-of-figure")).RowsOfFigure,
  ({ retry }) => (retry ? <PartFailure retry={retry} /> : <Skeleton className="h-96" />),
);
