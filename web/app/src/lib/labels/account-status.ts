import type { AccountStatus } from "sisuiq-client";

import * as m from "@/paraglide/messages";

export const ACCOUNT_STATUS_LABELS: Record<AccountStatus, string> = {
  active: m.labels_account_active(),
  invited: m.labels_account_invited(),
  deactivated: m.labels_account_deactivated(),
};
