"use client";

import { deferred } from "@/components/ui/deferred";
import { PartFailure } from "@/components/ui/part-failure";

/** The banner of disruptions. Its code is loaded right after the page, while there is a connection. */
export const StatusBanner = deferred<object>(
  async () => (await import("./status-banner")).StatusBanner,
  ({ retry }) => <PartFailure retry={retry} />,
);
