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

/** The files that were screened, whose code is loaded after the form. */
export const BatchList = deferred<object>(
  async () => (await import("./batch-list")).BatchList,
  ({ retry }) => (retry ? <PartFailure retry={retry} /> : <Skeleton className="mt-6 h-64" />),
);
