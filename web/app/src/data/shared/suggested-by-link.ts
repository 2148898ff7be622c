import type { SharedDatasetOut } from "sisuiq-client";

import { questionsAbout } from "@/data/chat/suggested";

/** First questions about a shared dataset, from what its link shows of the columns. */
export function suggestedByLink({ columns_info, rows }: Pick<SharedDatasetOut, "columns_info" | "rows">): string[] {
  return questionsAbout(
    columns_info.map(({ name, type, unique }) => ({ name, kind: type, distinct: unique })),
    rows,
  );
}
