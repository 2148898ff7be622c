import type { KnowledgeDatasetOut } from "sisuiq-client";

import { type Account, may } from "@/session/account";

type Dataset = Pick<KnowledgeDatasetOut, "is_custom" | "is_own">;

/** Whether documents may be added: to one's own datasets, and by administrators to all that they see. */
export function mayAdd(account: Account, { is_own }: Dataset): boolean {
  return may(account, "documents.manage") || (is_own && may(account, "documents.write"));
}

/** Whether a dataset may be deleted. Those that always exist never are. */
export function mayDelete(account: Account, dataset: Dataset): boolean {
  return dataset.is_custom && mayAdd(account, dataset);
}
