"use client";

import { deferred } from "@/components/ui/deferred";
import { DialogPlaceholder } from "@/components/ui/dialog-placeholder";

import type { TableDetailsProps } from "./table-details";

export const TableDetails = deferred<TableDetailsProps>(
  async () => (await import("./table-details")).TableDetails,
  (placeholder, { onClose }) => <DialogPlaceholder {...placeholder} onClose={onClose} />,
);
