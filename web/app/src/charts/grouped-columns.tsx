import { classes } from "@/lib/classes";
import { percent } from "@/lib/format";

import { seriesColour } from "./series-colour";
import { ValuesTable } from "./values-table";

interface Props {
  title: string;
  /** What a group of columns stands for. */
  unit: string;
  series: string[];
  /** A share from 0 to 1 for each series, and what stands under them. */
  columns: { label: string; mark: string; values: number[] }[];
}

const HEIGHT = 10;
const MARKS = 6;

/** Shares beside each other, of which all have the same scale, and the same as a table for whoever cannot see them. */
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
              {/* the last one is what is compared with those before it */}
              {(columns.length - 1 - index) % every === 0 && mark}
            </li>
          ))}
        </ol>
      </div>
      <ValuesTable title={title} unit={unit} series={series} columns={columns} format={percent} />
    </figure>
  );
}
