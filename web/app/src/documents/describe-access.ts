import type { SharesOut } from "sisuiq-client";

import { plural } from "@/lib/counts";

import { groupOf } from "./role-groups";

/** The most groups that are listed by name. */
const NAMED = 2;

/** A summary of the access to a document, such as "You, Analysts, Grid planning, 2 people". */
export function describeAccess({ access, roles, groups, users, emails }: SharesOut, isAdmin: boolean): string {
  if (access === "everyone") {
    return "Everyone";
  }
  const named = groups.length > NAMED ? [plural(groups.length, "group")] : groups.map(({ name }) => name);
  // an account may have an address that the document is shared with as well
  const people = new Set([...users, ...emails].map(({ email }) => email.toLowerCase())).size;
  const others = [...roles.map(({ role }) => groupOf(role)), ...named, ...(people > 0 ? [plural(people, "person", "people")] : [])];
  // administrators manage documents of others as well
  if (others.length === 0) {
    return isAdmin ? "Only the owner" : "Only you";
  }
  return [isAdmin ? "Owner" : "You", ...others].join(", ");
}
