"use client";

import type { ComponentProps } from "react";

import { deferred } from "@/components/ui/deferred";
import { PartFailure } from "@/components/ui/part-failure";
import { Skeleton } from "@/components/ui/skeleton";

import type { AskView as View } from "./ask-view";

export const AskView = deferred<ComponentProps<typeof View>>(
  async () => (await import("./ask-view")).AskView,
  ({ retry }) => (retry ? <PartFailure retry={retry} /> : <Skeleton className="h-96" />),
);
