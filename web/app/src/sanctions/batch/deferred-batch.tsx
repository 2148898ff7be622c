"use client";

import type { ComponentProps } from "react";

import { deferred } from "@/components/ui/deferred";
import { PartFailure } from "@/components/ui/part-failure";
import { Skeleton } from "@/components/ui/skeleton";

import type { BatchView as View } from "./batch-view";

/** The progress of a batch, whose code is loaded when there is one. */
export const BatchView = deferred<ComponentProps<typeof View>>(
  async () => (await import("./batch-view")).BatchView,
  ({ retry }) => (retry ? <PartFailure retry={retry} /> : <Skeleton className="h-80" />),
);
