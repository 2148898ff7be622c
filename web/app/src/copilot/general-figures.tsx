import { whole } from "@/lib/counts";
import type { Figures } from "@/lib/figures";

import { Insight } from "./insight";

/** Basic facts about a table without outage data. */
export function GeneralFigures({ figures: { row_count, columns, date_range, note } }: { figures: Figures }) {
  const facts = [
    { name: "Records", value: row_count === undefined ? undefined : whole(row_count) },
    { name: "Columns", value: columns ? whole(columns.length) : undefined },
    { name: "Period", value: date_range ? `${date_range.min} to ${date_range.max}` : undefined },
  ].filter(({ value }) => value !== undefined);
  return (
    <Insight title="Data">
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
