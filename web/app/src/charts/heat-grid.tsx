"use client";

import { classes } from "@/lib/classes";
import { heatStep, STEP_COLOURS } from "./heat-step";
import { Readout } from "./readout";
import { useExplore } from "./use-explore";

interface Props {
  title: string;
  rowLabels: string[];
  columnLabels: string[];
  /** Every how many columns have a label. */
  every: number;
  /** By row, and within a row by column. */
  values: number[];
  describe: (row: number, column: number) => string;
  /** The labels of the ends of the scale. */
  least: string;
  most: string;
}

/** A grid of coloured cells with the scale of its colours. Arrow keys move through the cells. */
export function HeatGrid({ title, rowLabels, columnLabels, every, values, describe, least, most }: Props) {
  const columns = columnLabels.length;
  const { active, point, keys } = useExplore(values.length, columns);
  const [from, to] = [Math.min(...values), Math.max(...values)];
  const readout = active === null ? null : describe(Math.floor(active / columns), active % columns);
  return (
    <div>
      <div role="group" aria-label={title} {...keys} onPointerLeave={() => point(null)}>
        <div aria-hidden className="flex flex-col gap-px">
          {rowLabels.map((label, row) => (
            <div key={label} className="flex items-center gap-px">
              <span className="w-10 shrink-0 truncate text-[0.6875rem] text-muted">{label}</span>
              {columnLabels.map((name, column) => {
                const at = row * columns + column;
                return (
                  <div
                    key={name}
                    className={classes(
                      "h-6 min-w-0 flex-1 rounded-[1px] sm:h-7",
                      STEP_COLOURS[heatStep(values[at] ?? from, from, to)],
                      at === active && "relative z-10 outline-2 outline-foreground",
                    )}
                    onPointerEnter={() => point(at)}
                    onPointerDown={() => point(at)}
                  />
                );
              })}
            </div>
          ))}
          <div className="flex gap-px">
            <span className="w-10 shrink-0" />
            {columnLabels.map((name, column) => (
              <span key={name} className="min-w-0 flex-1 overflow-visible text-[0.6875rem] whitespace-nowrap text-muted">
                {column % every === 0 && name}
              </span>
            ))}
          </div>
        </div>
      </div>
      <div className="mt-2 flex flex-wrap items-baseline justify-between gap-x-4">
        <Readout text={readout} />
        <div aria-hidden className="flex items-center gap-2 text-xs text-muted tabular-nums">
          {least}
          <span className="flex">
            {STEP_COLOURS.map((colour) => (
              <span key={colour} className={classes("h-3 w-5", colour)} />
            ))}
          </span>
          {most}
        </div>
      </div>
    </div>
  );
}
