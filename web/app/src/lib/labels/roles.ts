import type { UserRole } from "sisuiq-client";

import * as m from "@/paraglide/messages";

export const ROLE_LABELS: Record<UserRole, string> = {
  admin: m.labels_role_admin(),
  analyst: m.labels_role_analyst(),
  compliance: m.labels_role_compliance(),
  auditor: m.labels_role_auditor(),
  user: m.labels_role_user(),
  guest: m.labels_role_guest(),
};
