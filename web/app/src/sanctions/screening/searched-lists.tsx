import type { ScreenedListOut } from "sisuiq-client";

import { Badge } from "@/components/ui/badge";
import { dateTime, percent, whole } from "@/lib/format";
import * as m from "@/paraglide/messages";
import { day } from "@/sanctions/day";
import { PartTable } from "@/sanctions/entity/part-table";
import { RunLink } from "@/sanctions/entity/run-link";
import type { Account } from "@/session/account";

/** The lists that were searched, each with its version. */
export function SearchedLists({ lists, account }: { lists: ScreenedListOut[]; account: Account }) {
  return (
    <PartTable
      title={m.screening_searched()}
      rows={lists}
      columns={[
        { title: m.entities_list(), className: "min-w-40 wrap-anywhere", cell: ({ name }) => name },
        {
          title: m.screening_list_version(),
          className: "min-w-40",
          cell: ({ version, day: of, is_newest }) => (
            <>
              <RunLink id={version} account={account}>
                {m.screening_list_day({ day: day(of) })}
              </RunLink>{" "}
              {!is_newest && <Badge variant="warning">{m.screening_list_older()}</Badge>}
            </>
          ),
        },
        {
          title: m.screening_list_read(),
          className: "whitespace-nowrap",
          cell: ({ read_at }) => (read_at ? dateTime(read_at) : null),
        },
        { title: m.screening_threshold(), className: "tabular-nums", cell: ({ threshold }) => percent(threshold) },
        { title: m.screening_list_entries(), className: "tabular-nums", cell: ({ entities }) => whole(entities) },
        { title: m.screening_list_unsearchable(), className: "tabular-nums", cell: ({ unsearchable_names }) => whole(unsearchable_names) },
      ]}
    />
  );
}
