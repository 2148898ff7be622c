"use client";

import type { ComponentProps } from "react";

import { deferred } from "@/components/ui/deferred";
import { PartFailure } from "@/components/ui/part-failure";
import { Skeleton } from "@/components/ui/skeleton";

import type { ScreeningResult as Result } from "./screening-result";

/** The result of a screening, whose code is loaded while a name is being typed. */
export const ScreeningResult = deferred<ComponentProps<typeof Result>>(
  async () => (await import("./screening-result")).ScreeningResult,
  ({ retry }) => (retry ? <PartFailure retry={retry} /> : <Skeleton className="h-64" />),
);
