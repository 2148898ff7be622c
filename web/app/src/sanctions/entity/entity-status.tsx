import type { ListEntityOut } from "sisuiq-client";

import { Badge } from "@/components/ui/badge";
import { dateTime } from "@/lib/format";
import * as m from "@/paraglide/messages";
import { day } from "@/sanctions/day";
import { explainUnknown } from "@/sanctions/entities/coverage";

interface Props {
  entity: ListEntityOut;
  /** The day that was asked about; empty for now. */
  at: string;
}

/** Whether an entry is listed, was listed on a day, or whether that is not known. */
export function EntityStatus({ entity, at }: Props) {
  const { listed, list } = entity;
  const isKnown = typeof listed === "boolean";
  return (
    <div role="status" className="mb-6 text-[0.8125rem] text-muted">
      <Badge variant={isKnown ? (listed ? "danger" : "neutral") : "warning"}>
        {isKnown ? (listed ? m.entities_is_listed() : m.entities_is_not_listed()) : m.entities_not_known()}
      </Badge>{" "}
      {explain(entity, at)} {list.read_at && m.entities_list_read({ time: dateTime(list.read_at) })}
    </div>
  );
}

function explain({ listed, list }: ListEntityOut, at: string): string {
  if (typeof listed !== "boolean") {
    return explainUnknown(list, at);
  }
  if (at === "") {
    return listed ? m.entities_listed_now() : m.entities_listed_no_longer();
  }
  return listed ? m.entities_listed_on_day({ day: day(at) }) : m.entities_not_listed_on_day({ day: day(at) });
}
