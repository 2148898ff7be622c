"use client";

import { deferred } from "@/components/ui/deferred";
import { DialogPlaceholder } from "@/components/ui/dialog-placeholder";

import type { PredictionDetailsProps } from "./prediction-details";

export const PredictionDetails = deferred<PredictionDetailsProps>(
  async () => (await import("./prediction-details")).PredictionDetails,
  (placeholder, { onClose }) => <DialogPlaceholder {...placeholder} onClose={onClose} />,
);
