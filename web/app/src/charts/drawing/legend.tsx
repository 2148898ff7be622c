import type { Series } from "./drawing";
import { SERIES_LOOKS } from "./looks";

/** The names of the series of a drawing that has several, each with its look. */
export function Legend({ series, pattern }: { series: Series[]; pattern: string }) {
  const named = series.map((one, at) => ({ one, at })).filter(({ one }) => !(one.type === "box" && one.is_marginal));
  if (named.length < 2) {
    return null;
  }
  return (
    <ul className="mb-2 flex flex-wrap gap-x-5 gap-y-1 text-xs text-muted">
      {named.map(({ one, at }) => (
        <li key={at} className="inline-flex items-center gap-2">
          <svg aria-hidden width="16" height="12">
            {one.type === "line" ? (
              <path d="M0 6h16" strokeWidth={2} className={SERIES_LOOKS[at]?.stroke} />
            ) : (
              <rect
                x="1"
                y="1"
                width="14"
                height="10"
                {...(at === 0 ? { className: SERIES_LOOKS[at]?.fill } : { fill: `url(#${pattern})`, className: SERIES_LOOKS[at]?.stroke })}
              />
            )}
          </svg>
          {one.name}
        </li>
      ))}
    </ul>
  );
}
