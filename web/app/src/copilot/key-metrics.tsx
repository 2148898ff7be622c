import { BarList } from "@/charts/bar-list";
import type { Figures } from "@/lib/figures";
import { decimal, whole } from "@/lib/format";
import * as m from "@/paraglide/messages";

import { Insight } from "./insight";

export function KeyMetrics({ figures }: { figures: Figures }) {
  const { saidi, saifi, total_events, total_customers_affected, top_regions, note } = figures;
  const metrics = [
    { name: m.copilot_saidi(), unit: m.copilot_saidi_unit(), value: saidi, format: decimal },
    { name: m.copilot_saifi(), unit: m.copilot_saifi_unit(), value: saifi, format: decimal },
    { name: m.copilot_events(), unit: m.copilot_total(), value: total_events, format: whole },
    { name: m.copilot_customers_affected(), unit: m.copilot_total(), value: total_customers_affected, format: whole },
  ];
  const regions = (top_regions ?? []).slice(0, 3);
  return (
    <Insight title={m.copilot_key_metrics()}>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-4">
        {metrics.map(
          ({ name, unit, value, format }) =>
            typeof value === "number" && (
              <div key={name}>
                <dt className="text-[0.8125rem]">{name}</dt>
                <dd className="text-xl font-semibold tracking-tight tabular-nums">{format(value)}</dd>
                <dd className="text-xs text-muted">{unit}</dd>
              </div>
            ),
        )}
      </dl>
      {regions.length > 0 && (
        <div className="mt-5">
          <h4 className="mb-2 text-xs font-medium text-muted">{m.copilot_outages_by_region()}</h4>
          <BarList rows={regions.map(({ region, events, percentage }) => ({ label: region, value: events, share: percentage }))} />
        </div>
      )}
      {note && <p className="mt-4 text-xs text-muted">{note}</p>}
    </Insight>
  );
}
