import { classes } from "@/lib/classes";
import { percent } from "@/lib/format";

import { seriesColour } from "./series-colour";
import { ValuesTable } from "./values-table";

interface Props {
  title: string;
  /** The heading of the labels, such as "Run". */
  unit: string;
  series: string[];
  /** A share from 0 to 1 for each series; `mark` is the label of the axis. */
  columns: { label: string; mark: string; values: number[] }[];
}

const HEIGHT = 10;
const MARKS = 6;

/** Grouped columns of shares on one scale from 0 to 100 %, with a table for screen readers. */
export function GroupedColumns({ title, unit, series, columns }: Props) {
  const every = Math.ceil(columns.length / MARKS);
  return (
    <figure>
      <figcaption className="sr-only">{title}</figcaption>
      <div aria-hidden>
        <ul className="mb-4 flex flex-wrap gap-x-5 gap-y-1 text-xs text-muted">
          {series.map((name, place) => (
            <li key={name} className="inline-flex items-center gap-2">
              <span className={classes("size-2.5 rounded-xs", seriesColour(place))} />
              {name}
            </li>
          ))}
        </ul>
        <p className="border-b border-dashed pb-1 text-[0.6875rem] text-muted tabular-nums">{percent(1)}</p>
        <ol className="flex h-40 items-end gap-1 border-b sm:gap-2">
          {columns.map(({ label, values }, index) => (
            <li
              key={index}
              title={[label, ...values.map((value, place) => `${series[place]}: ${percent(value)}`)].join("\n")}
              className="flex h-full max-w-24 min-w-0 flex-1 items-end justify-center gap-px hover:bg-surface"
            >
              {values.map((value, place) => (
                <div
                  key={series[place]}
                  className={classes("min-h-px max-w-6 flex-1 rounded-t-xs", seriesColour(place))}
                  style={{ height: `${value * HEIGHT}rem` }}
                />
              ))}
            </li>
          ))}
        </ol>
        <ol className="mt-1.5 flex gap-1 sm:gap-2">
          {columns.map(({ mark }, index) => (
            <li key={index} className="flex h-4 max-w-24 min-w-0 flex-1 justify-center text-[0.6875rem] whitespace-nowrap text-muted">
              {/* counted from the end, so that the last column always has a label */}
              {(columns.length - 1 - index) % every === 0 && mark}
            </li>
          ))}
        </ol>
      </div>
      <ValuesTable title={title} unit={unit} series={series} columns={columns} format={percent} />
    </figure>
  );
}
