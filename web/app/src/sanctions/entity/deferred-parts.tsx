"use client";

import type { ComponentProps } from "react";

import { deferred } from "@/components/ui/deferred";
import { PartFailure } from "@/components/ui/part-failure";
import { Skeleton } from "@/components/ui/skeleton";

import type { Ownership as OwnershipPart } from "./ownership";
import type { RelatedLists as RelatedPart } from "./related-lists";

/** What other lists say, whose code is loaded with the first entry. */
export const RelatedLists = deferred<ComponentProps<typeof RelatedPart>>(
  async () => (await import("./related-lists")).RelatedLists,
  ({ retry }) => (retry ? <PartFailure retry={retry} /> : <Skeleton className="mb-8 h-40" />),
);

/** Owners and what is owned, whose code is loaded with the first entry that has any. */
export const Ownership = deferred<ComponentProps<typeof OwnershipPart>>(
  async () => (await import("./ownership")).Ownership,
  ({ retry }) => (retry ? <PartFailure retry={retry} /> : <Skeleton className="mb-8 h-40" />),
);
