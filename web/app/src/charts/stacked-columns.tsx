import { classes } from "@/lib/classes";

import { seriesColour } from "./series-colour";
import { ValuesTable } from "./values-table";

interface Props {
  title: string;
  /** The heading of the labels, such as "Day". */
  unit: string;
  series: string[];
  /** A value for each series; `mark` is the label of the axis. */
  columns: { label: string; mark: string; values: number[] }[];
  format: (value: number) => string;
}

const HEIGHT = 10;
const MARK_EVERY = 5;

/** Stacked columns, with a table for screen readers. */
export function StackedColumns({ title, unit, series, columns, format }: Props) {
  const totals = columns.map(({ values }) => values.reduce((sum, value) => sum + value, 0));
  const largest = Math.max(...totals);
  const scale = largest > 0 ? HEIGHT / largest : 0;
  return (
    <figure>
      <figcaption className="sr-only">{title}</figcaption>
      <div aria-hidden>
        <p className="border-b border-dashed pb-1 text-[0.6875rem] text-muted tabular-nums">{format(largest)}</p>
        <ol className="flex h-40 items-end gap-px border-b sm:gap-1">
          {columns.map(({ label, values }, index) => (
            <li
              key={label}
              title={`${label}: ${format(totals[index] ?? 0)}`}
              className="flex h-full min-w-0 flex-1 flex-col-reverse gap-px hover:bg-surface"
            >
              {values.map(
                (value, place) =>
                  value > 0 && (
                    <div
                      key={series[place]}
                      className={classes("min-h-px", seriesColour(place))}
                      style={{ height: `${value * scale}rem` }}
                    />
                  ),
              )}
            </li>
          ))}
        </ol>
        <ol className="mt-1.5 flex gap-px sm:gap-1">
          {columns.map(({ label, mark }, index) => (
            <li key={label} className="h-4 min-w-0 flex-1 overflow-visible text-center text-[0.6875rem] whitespace-nowrap text-muted">
              {index % MARK_EVERY === 0 && mark}
            </li>
          ))}
        </ol>
      </div>
      <ValuesTable title={title} unit={unit} series={series} columns={columns.filter(isSomething)} format={format} />
    </figure>
  );
}

function isSomething({ values }: Props["columns"][number]): boolean {
  return values.some((value) => value > 0);
}
