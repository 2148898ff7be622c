import type { ModelOut, PredictedOut } from "sisuiq-client";

import { figure } from "@/charts/figure-number";
import { linear } from "@/charts/scale";

interface Props {
  eclo: number;
  interval: NonNullable<PredictedOut["interval"]>;
  classes: ModelOut["classes"];
}

/** The interval on the scale of the classes. The text beside it has the same numbers. */
export function IntervalScale({ eclo, interval: { lower, upper }, classes }: Props) {
  const cuts = classes.map(({ from }) => from);
  const last = cuts.at(-1) ?? 10;
  const end = Math.max(upper, last) * 1.15;
  const at = linear([0, end], [0, 100]);
  return (
    <div aria-hidden className="relative mt-2 h-14">
      <div className="absolute inset-x-0 top-3 h-1.5 rounded-full bg-border/60" />
      <div
        className="absolute top-3 h-1.5 rounded-full bg-heat-3"
        style={{ left: `${at(lower)}%`, width: `${at(Math.min(upper, end)) - at(lower)}%` }}
      />
      <div
        className="absolute top-0.5 -ml-1 h-6 w-2 rounded-sm border-2 border-background bg-foreground"
        style={{ left: `${at(eclo)}%` }}
      />
      {classes.map(({ from, name }) => (
        <span key={name} className="absolute top-3" style={{ left: `${at(from)}%` }}>
          {from > 0 && <span className="absolute -top-1 h-3.5 w-px bg-field" />}
          <span className="absolute top-4 left-0.5 text-[0.6875rem] whitespace-nowrap text-muted">
            {from > 0 ? `${figure(from)} ` : ""}
            <span className="max-sm:hidden">{name}</span>
          </span>
        </span>
      ))}
    </div>
  );
}
