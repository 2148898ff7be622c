import type { SharesOut } from "sisuiq-client";

import { plural } from "@/lib/counts";

import { groupOf } from "./role-groups";

/** A summary of the access to a document, such as "You, Analysts, 2 people". */
export function describeAccess({ access, roles, users }: SharesOut, isAdmin: boolean): string {
  if (access === "everyone") {
    return "Everyone";
  }
  const others = [...roles.map(({ role }) => groupOf(role)), ...(users.length > 0 ? [plural(users.length, "person", "people")] : [])];
  // administrators manage documents of others as well
  if (others.length === 0) {
    return isAdmin ? "Only the owner" : "Only you";
  }
  return [isAdmin ? "Owner" : "You", ...others].join(", ");
}
