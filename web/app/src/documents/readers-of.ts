import type { SharesOut } from "sisuiq-client";

import { plural } from "@/lib/format";

import { groupOf } from "./role-groups";

/** Who may read a document, in a few words. */
export function readersOf({ access, roles, users }: SharesOut, isAdmin: boolean): string {
  if (access === "everyone") {
    return "Everybody";
  }
  // administrators look after documents of others as well
  const owner = isAdmin ? "Its owner" : "You";
  const others = [...roles.map(({ role }) => groupOf(role)), ...(users.length > 0 ? [plural(users.length, "person", "people")] : [])];
  return others.length === 0 ? `${owner} alone` : [owner, ...others].join(", ");
}
