import { decimal } from "@/lib/format";

interface Props {
  rows: { label: string; value: number; share?: number | undefined }[];
  unit?: string;
}

/** Horizontal bars with labels and numbers, so that no information depends on length or colour alone. */
export function BarList({ rows, unit = "" }: Props) {
  const largest = Math.max(...rows.map(({ value }) => value), 1);
  return (
    <ul className="flex flex-col gap-2.5">
      {rows.map(({ label, value, share }) => (
        <li key={label} className="text-[0.8125rem]">
          <div className="flex justify-between gap-3">
            <span className="truncate">{label}</span>
            <span className="whitespace-nowrap text-muted tabular-nums">
              {decimal(value)}
              {unit}
              {share === undefined ? "" : ` · ${decimal(share)}%`}
            </span>
          </div>
          <div className="mt-1 h-1.5 rounded-full bg-border/60">
            <div className="h-full rounded-full bg-primary" style={{ width: `${(value / largest) * 100}%` }} />
          </div>
        </li>
      ))}
    </ul>
  );
}
