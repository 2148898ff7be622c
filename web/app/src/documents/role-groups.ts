import type { UserRole } from "sisuiq-client";

import * as m from "@/paraglide/messages";

/** The roles a document can be shared with; guests have no access to documents. */
export type SharedRole = Exclude<UserRole, "guest">;

export const ROLE_GROUPS: Record<SharedRole, string> = {
  admin: m.documents_role_group_admin(),
  analyst: m.documents_role_group_analyst(),
  compliance: m.documents_role_group_compliance(),
  auditor: m.documents_role_group_auditor(),
  user: m.documents_role_group_user(),
};

export function groupOf(role: UserRole): string {
  return role === "guest" ? m.documents_role_group_guest() : ROLE_GROUPS[role];
}
