import type { ValidityOut } from "sisuiq-client";

import * as m from "@/paraglide/messages";

import { day } from "./day";

/** The days on which a list said something. */
export function describePeriod({ valid_from, valid_to }: Pick<ValidityOut, "valid_from" | "valid_to">): string {
  return valid_to ? m.entities_period({ from: day(valid_from), until: day(valid_to) }) : m.entities_period_open({ from: day(valid_from) });
}
