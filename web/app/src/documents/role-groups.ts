import type { UserRole } from "sisuiq-client";

/** The roles a document can be shared with; guests have no access to documents. */
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
