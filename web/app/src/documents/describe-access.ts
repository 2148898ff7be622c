import type { SharesOut } from "sisuiq-client";

import { list } from "@/lib/format";
import * as m from "@/paraglide/messages";

import { groupOf } from "./role-groups";

/** The most groups that are listed by name. */
const NAMED = 2;

/** A summary of the access to a document, such as "You, Analysts, Grid planning, 2 people". */
export function describeAccess({ access, roles, groups, users, emails }: SharesOut, isAdmin: boolean): string {
  if (access === "everyone") {
    return m.documents_access_everyone();
  }
  const named = groups.length > NAMED ? [m.documents_access_groups({ count: groups.length })] : groups.map(({ name }) => name);
  // an account may have an address that the document is shared with as well
  const people = new Set([...users, ...emails].map(({ email }) => email.toLowerCase())).size;
  const others = [
    ...roles.map(({ role }) => groupOf(role)),
    ...named,
    ...(people > 0 ? [m.documents_access_people({ count: people })] : []),
  ];
  // administrators manage documents of others as well
  if (others.length === 0) {
    return isAdmin ? m.documents_access_only_owner() : m.documents_access_only_you();
  }
  return list([isAdmin ? m.documents_access_owner() : m.documents_access_you(), ...others]);
}
