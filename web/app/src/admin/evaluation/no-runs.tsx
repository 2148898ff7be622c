import * as m from "@/paraglide/messages";

/** Replaces an empty list of runs: the command that publishes one. */
export function NoRuns() {
  return (
    <>
      <p className="font-medium text-foreground">{m.admin_evaluation_empty()}</p>
      <p className="mt-1">{m.admin_evaluation_empty_hint()}</p>
      <p className="mt-3">
        <code className="inline-block rounded border bg-surface px-2 py-1 font-mono text-xs text-foreground">
          cargo dev evaluate --url ADDRESS <span className="whitespace-nowrap">--publish</span>
        </code>
      </p>
    </>
  );
}
