import { whole } from "@/lib/counts";
import type { Figures } from "@/lib/figures";
import * as m from "@/paraglide/messages";

import { Insight } from "./insight";

/** Basic facts about a table without outage data. */
export function GeneralFigures({ figures: { row_count, columns, date_range, note } }: { figures: Figures }) {
  const facts = [
    { name: m.copilot_records(), value: row_count === undefined ? undefined : whole(row_count) },
    { name: m.copilot_columns(), value: columns ? whole(columns.length) : undefined },
    { name: m.copilot_period(), value: date_range ? m.copilot_period_from_to({ from: date_range.min, until: date_range.max }) : undefined },
  ].filter(({ value }) => value !== undefined);
  return (
    <Insight title={m.copilot_data()}>
      <dl className="flex flex-col gap-1.5 text-[0.8125rem]">
        {facts.map(({ name, value }) => (
          <div key={name} className="flex justify-between gap-4">
            <dt className="text-muted">{name}</dt>
            <dd className="text-right">{value}</dd>
          </div>
        ))}
      </dl>
      {note && <p className="mt-3 text-xs text-muted">{note}</p>}
    </Insight>
  );
}
