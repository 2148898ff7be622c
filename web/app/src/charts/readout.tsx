import * as m from "@/paraglide/messages";

/** The value that is pointed at or was reached by keys, also for screen readers. It always has the height of a line. */
export function Readout({ text }: { text: string | null }) {
  return (
    <p role="status" className="mt-1.5 min-h-5 text-xs text-muted tabular-nums">
      {text ?? <span aria-hidden>{m.charts_explore_hint()}</span>}
    </p>
  );
}
