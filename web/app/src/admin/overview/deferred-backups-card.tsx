"use client";

import { deferred } from "@/components/ui/deferred";
import { PartFailure } from "@/components/ui/part-failure";
import { Skeleton } from "@/components/ui/skeleton";

/** The state of the backups, whose code is loaded after the first view. */
export const BackupsCard = deferred<object>(
  async () => (await import("./backups-card")).BackupsCard,
  ({ retry }) => (retry ? <PartFailure retry={retry} className="mt-6" /> : <Skeleton className="mt-6 h-72 w-full" />),
);
