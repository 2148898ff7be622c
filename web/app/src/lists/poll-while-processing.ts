import type { Query } from "@tanstack/react-query";
import type { DocumentStatus } from "sisuiq-client";

import type { Page } from "./page";

/** The refetch interval of a document list: short while a document is being processed. */
export function pollWhileProcessing<Row extends { status: DocumentStatus }>({ state }: Query<Page<Row>>): number | false {
  const isInProgress = state.data?.data.some(({ status }) => status === "pending" || status === "processing") ?? false;
  return isInProgress ? 3_000 : false;
}
