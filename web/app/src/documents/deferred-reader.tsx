"use client";

import { deferred } from "@/components/ui/deferred";
import { PartFailure } from "@/components/ui/part-failure";
import { Skeleton } from "@/components/ui/skeleton";

import type { ReaderProps } from "./reader";

export const Reader = deferred<ReaderProps>(
  async () => (await import("./reader")).Reader,
  ({ retry }) => (retry ? <PartFailure retry={retry} className="max-w-3xl" /> : <Skeleton className="h-96 max-w-3xl" />),
);
