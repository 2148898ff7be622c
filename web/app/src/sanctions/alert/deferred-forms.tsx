"use client";

import type { ComponentProps } from "react";

import { deferred } from "@/components/ui/deferred";
import { PartFailure } from "@/components/ui/part-failure";
import { Skeleton } from "@/components/ui/skeleton";

import type * as forms from "./forms";

/** The form of a decision, whose code is loaded for accounts that may decide. */
export const DecisionForm = deferred<ComponentProps<typeof forms.DecisionForm>>(
  async () => (await import("./forms")).DecisionForm,
  ({ retry }) => (retry ? <PartFailure retry={retry} /> : <Skeleton className="h-40" />),
);

/** The form of a confirmation. */
export const ConfirmationForm = deferred<ComponentProps<typeof forms.ConfirmationForm>>(
  async () => (await import("./forms")).ConfirmationForm,
  ({ retry }) => (retry ? <PartFailure retry={retry} /> : <Skeleton className="h-40" />),
);
