import type { KnowledgeDatasetOut } from "sisuiq-client";

import { type Account, may } from "@/session/account";

type Dataset = Pick<KnowledgeDatasetOut, "is_custom">;

/** Whether documents may be added. The API does not say whose a dataset is, and refuses those of others. */
export function mayAdd(account: Account, { is_custom }: Dataset): boolean {
  return may(account, "documents.manage") || (is_custom && may(account, "documents.write"));
}

/** Whether a dataset may be deleted. Those that always exist never are. */
export function mayDelete(account: Account, dataset: Dataset): boolean {
  return dataset.is_custom && mayAdd(account, dataset);
}
