import type { UserRole } from "sisuiq-client";

import * as m from "@/paraglide/messages";

/** What a role is for, where one is chosen. */
export const ROLE_DESCRIPTIONS: Record<UserRole, string> = {
  admin: m.labels_role_description_admin(),
  analyst: m.labels_role_description_analyst(),
  compliance: m.labels_role_description_compliance(),
  auditor: m.labels_role_description_auditor(),
  user: m.labels_role_description_user(),
  guest: m.labels_role_description_guest(),
};
