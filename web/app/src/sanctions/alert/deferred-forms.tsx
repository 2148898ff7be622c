"use client";

import type { ComponentProps } from "react";

import { deferred } from "@/components/ui/deferred";
import { PartFailure } from "@/components/ui/part-failure";
import { Skeleton } from "@/components/ui/skeleton";

import type * as forms from "./forms";

type FormProps = ComponentProps<typeof forms.DecisionForm>;

/** The form of a decision, whose code is loaded for accounts that may decide. */
export const DecisionForm = deferred<FormProps>(
  async () => (await import("./forms")).DecisionForm,
  ({ retry }) => (retry ? <PartFailure retry={retry} /> : <Skeleton className="h-40" />),
);

/** The form of a confirmation. */
export const ConfirmationForm = deferred<FormProps>(
  async () => (await import("./forms")).ConfirmationForm,
  ({ retry }) => (retry ? <PartFailure retry={retry} /> : <Skeleton className="h-40" />),
);
