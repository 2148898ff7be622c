"use client";

import type { ComponentProps } from "react";

import { deferred, type Placeholder } from "@/components/ui/deferred";
import { PartFailure } from "@/components/ui/part-failure";
import { Skeleton } from "@/components/ui/skeleton";

import type { ChartBuilder as Builder } from "./chart-builder";
import type { ChartView as View } from "./chart-view";
import type { MapBuilder as Maps } from "./map-builder";

const placeholder = ({ retry }: Placeholder) => (retry ? <PartFailure retry={retry} /> : <Skeleton className="h-96" />);

export const ChartBuilder = deferred<ComponentProps<typeof Builder>>(
  async () => (await import("./chart-builder")).ChartBuilder,
  placeholder,
);
export const ChartView = deferred<ComponentProps<typeof View>>(async () => (await import("./chart-view")).ChartView, placeholder);
export const MapBuilder = deferred<ComponentProps<typeof Maps>>(async () => (await import("./map-builder")).MapBuilder, placeholder);
