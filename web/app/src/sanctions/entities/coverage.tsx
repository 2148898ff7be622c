import type { CoveredListOut } from "sisuiq-client";

import { Notice } from "@/components/ui/notice";
import { dateTime } from "@/lib/format";
import * as m from "@/paraglide/messages";
import { day } from "@/sanctions/day";

/** The most lists that are named. */
const MOST = 5;

interface Props {
  lists: CoveredListOut[];
  /** The day that was asked about, empty for now; undefined while another one is loading. */
  at: string | undefined;
}

/** Which lists were looked at, and which of them are not known on the day. */
export function Coverage({ lists, at }: Props) {
  const unknown = lists.filter(({ covers }) => !covers);
  if (at === undefined || lists.length === 0) {
    return <p className="mb-4 min-h-5 text-[0.8125rem] text-muted">{at === undefined ? m.common_loading() : ""}</p>;
  }
  if (unknown.length === 0) {
    return (
      <p role="status" className="mb-4 min-h-5 text-[0.8125rem] text-muted">
        {at === "" ? describeNow(lists) : m.entities_known_on({ day: day(at), count: lists.length })}
      </p>
    );
  }
  return (
    <Notice variant="warning" className="mb-4">
      <p className="font-medium">
        {at === "" ? m.entities_unknown_now({ count: unknown.length }) : m.entities_unknown_on({ day: day(at), count: unknown.length })}
      </p>
      <ul className="mt-1">
        {unknown.slice(0, MOST).map((list) => (
          <li key={list.id} className="wrap-anywhere">
            {explainUnknown(list, at)}
          </li>
        ))}
        {unknown.length > MOST && <li>{m.entities_more({ count: unknown.length - MOST })}</li>}
      </ul>
    </Notice>
  );
}

function describeNow(lists: CoveredListOut[]): string {
  const [oldest] = lists.flatMap(({ read_at }) => read_at ?? []).sort();
  return oldest === undefined
    ? m.entities_known_now({ count: lists.length })
    : m.entities_known_now_read({ count: lists.length, time: dateTime(oldest) });
}

/** From which day a list is known, or until when if the day that was asked about is later. */
export function explainUnknown(
  { name, covered_from, read_at }: Pick<CoveredListOut, "name" | "covered_from" | "read_at">,
  at: string,
): string {
  if (!covered_from) {
    return m.entities_never_read({ name });
  }
  return at >= covered_from && read_at
    ? m.entities_last_read({ name, time: dateTime(read_at) })
    : m.entities_known_from({ name, day: day(covered_from) });
}
