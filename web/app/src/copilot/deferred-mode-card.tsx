"use client";

import { deferred } from "@/components/ui/deferred";
import { PartFailure } from "@/components/ui/part-failure";
import { Skeleton } from "@/components/ui/skeleton";

import type { ModeCardProps } from "./mode-card";

/** Tips and documents of a mode, which small screens show only on request. */
export const ModeCard = deferred<ModeCardProps>(
  async () => (await import("./mode-card")).ModeCard,
  ({ retry }) => (retry ? <PartFailure retry={retry} className="m-5" /> : <Skeleton className="m-5 h-40" />),
);
