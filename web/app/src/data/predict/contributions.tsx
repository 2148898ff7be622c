import type { PredictedOut } from "sisuiq-client";

import { ChartFrame } from "@/charts/chart-frame";
import { DivergingBars } from "@/charts/diverging-bars";
import { figure } from "@/charts/figure-number";
import { Card, CardContent } from "@/components/ui/card";
import { capitalized } from "@/lib/format";
import * as m from "@/paraglide/messages";

/** How much each circumstance contributed, the strongest first. */
export function Contributions({ prediction: { contributions, expected_eclo, explanation } }: { prediction: PredictedOut }) {
  const sorted = [...contributions].sort((one, other) => Math.abs(other.contribution) - Math.abs(one.contribution));
  return (
    <Card>
      <CardContent>
        <ChartFrame
          title={m.data_contributions()}
          description={m.data_contributions_hint({ mean: figure(expected_eclo) })}
          fileName="contributions"
          table={{
            columns: [m.data_circumstance(), m.data_value(), m.data_contribution(), m.data_factor()],
            rows: sorted.map(({ name, value, contribution, factor }) => [capitalized(name), value, contribution, factor]),
          }}
          notes={[explanation]}
        >
          <DivergingBars
            label={m.data_contributions()}
            less={m.data_less_severe()}
            more={m.data_more_severe()}
            rows={sorted.map(({ name, value, contribution, factor }) => ({
              label: capitalized(name),
              detail: value,
              value: contribution,
              text: `× ${figure(factor)}`,
            }))}
          />
        </ChartFrame>
      </CardContent>
    </Card>
  );
}
