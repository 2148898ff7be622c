import type { Figures } from "@/lib/figures";
import { decimal, exactPercent, whole } from "@/lib/format";
import * as m from "@/paraglide/messages";

const INDICES: {
  name: "saidi" | "saifi" | "caidi" | "maifi" | "asai" | "total_events" | "total_customers_affected";
  label: string;
  hint: string;
  format: (value: number) => string;
}[] = [
  { name: "saidi", label: m.admin_analytics_saidi(), hint: m.admin_analytics_saidi_unit(), format: decimal },
  { name: "saifi", label: m.admin_analytics_saifi(), hint: m.admin_analytics_saifi_unit(), format: decimal },
  { name: "caidi", label: m.admin_analytics_caidi(), hint: m.admin_analytics_caidi_unit(), format: decimal },
  { name: "maifi", label: m.admin_analytics_maifi(), hint: m.admin_analytics_maifi_unit(), format: decimal },
  { name: "asai", label: m.admin_analytics_asai(), hint: m.admin_analytics_asai_unit(), format: exactPercent },
  { name: "total_events", label: m.admin_analytics_events(), hint: m.admin_analytics_total(), format: whole },
  { name: "total_customers_affected", label: m.admin_analytics_customers_affected(), hint: m.admin_analytics_total(), format: whole },
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
