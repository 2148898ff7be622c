import type { UserRole } from "sisuiq-client";

/** The roles that documents are shared with; guests read none. */
export type SharedRole = Exclude<UserRole, "guest">;

export const ROLE_GROUPS: Record<SharedRole, string> = {
  admin: "Admins",
  analyst: "Analysts",
  compliance: "Compliance",
  auditor: "Auditors",
  user: "Users",
};

export function groupOf(role: UserRole): string {
  return role === "guest" ? "Guests" : ROLE_GROUPS[role];
}
