import type { Query } from "@tanstack/react-query";
import type { DocumentStatus } from "sisuiq-client";

import type { Page } from "@/lists/page";

/** Looks again soon while a document of the list is being read. */
export function soonWhileSomeAreRead<Row extends { status: DocumentStatus }>({ state }: Query<Page<Row>>): number | false {
  const isUnderWay = state.data?.data.some(({ status }) => status === "pending" || status === "processing") ?? false;
  return isUnderWay ? 3_000 : false;
}
