import type { Figures } from "@/lib/figures";
import { decimal, whole } from "@/lib/format";

const INDICES: {
  name: "saidi" | "saifi" | "caidi" | "maifi" | "asai" | "total_events" | "total_customers_affected";
  label: string;
  hint: string;
  format: (value: number) => string;
}[] = [
  { name: "saidi", label: "SAIDI", hint: "hours per customer", format: decimal },
  { name: "saifi", label: "SAIFI", hint: "interruptions per customer", format: decimal },
  { name: "caidi", label: "CAIDI", hint: "hours per interruption", format: decimal },
  { name: "maifi", label: "MAIFI", hint: "momentary interruptions per customer", format: decimal },
  { name: "asai", label: "ASAI", hint: "supply availability", format: (value) => `${(value * 100).toFixed(3)}%` },
  { name: "total_events", label: "Events", hint: "total", format: whole },
  { name: "total_customers_affected", label: "Customers affected", hint: "total", format: whole },
];

/** The reliability indices that could be computed from a table. */
export function Indices({ figures }: { figures: Figures }) {
  const known = INDICES.flatMap(({ name, ...index }) => {
    const value = figures[name];
    return typeof value === "number" ? [{ name, value, ...index }] : [];
  });
  if (known.length === 0) {
    return null;
  }
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-5 sm:grid-cols-4">
      {known.map(({ name, label, hint, value, format }) => (
        <div key={name}>
          <dt className="text-[0.8125rem]">{label}</dt>
          <dd className="text-xl font-semibold tracking-tight tabular-nums">{format(value)}</dd>
          <dd className="text-xs text-muted">{hint}</dd>
        </div>
      ))}
    </dl>
  );
}
