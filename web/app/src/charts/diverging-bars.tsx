import { classes } from "@/lib/classes";

interface Props {
  label: string;
  rows: { label: string; detail: string; value: number; text: string }[];
  /** What the two directions mean. */
  less: string;
  more: string;
}

/** Bars to both sides of a line in the middle, each with its label and number: no information depends on length or colour alone. */
export function DivergingBars({ label, rows, less, more }: Props) {
  const largest = Math.max(...rows.map(({ value }) => Math.abs(value)), 1e-9);
  return (
    <div>
      <div aria-hidden className="mb-2 flex justify-between text-xs text-muted">
        <span>{less}</span>
        <span>{more}</span>
      </div>
      <ul aria-label={label} className="flex flex-col gap-2.5">
        {rows.map(({ label: name, detail, value, text }) => (
          <li key={name} className="text-[0.8125rem]">
            <div className="flex justify-between gap-3">
              <span className="min-w-0 truncate">
                {name} <span className="text-muted">{detail}</span>
              </span>
              <span className="whitespace-nowrap text-muted tabular-nums">{text}</span>
            </div>
            <div aria-hidden className="relative mt-1 h-1.5 rounded-full bg-border/60">
              <div className="absolute inset-y-[-0.1875rem] left-1/2 w-px bg-field" />
              <div
                className={classes("absolute inset-y-0", value < 0 ? "rounded-l-full bg-series-3" : "rounded-r-full bg-series-1")}
                style={{
                  left: `${value < 0 ? 50 + (value / largest) * 50 : 50}%`,
                  width: `${(Math.abs(value) / largest) * 50}%`,
                }}
              />
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
