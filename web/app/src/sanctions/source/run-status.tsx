"use client";

import { useEffect, useState } from "react";
import type { SourceRunOut } from "sisuiq-client";

import { Link } from "@/components/ui/link";
import { classes } from "@/lib/classes";
import * as m from "@/paraglide/messages";
import { runAddress } from "@/sanctions/address";
import { RUN_LABELS } from "@/sanctions/labels";
import { describeEnd, isFinished } from "@/sanctions/run/describe-run";

/** What the newest run does, and how it ended if it was in progress while the page was open. Its line is always there. */
export function RunStatus({ id, run }: { id: string; run: SourceRunOut | undefined }) {
  const [followed, setFollowed] = useState<string>();
  const isRunning = run !== undefined && !isFinished(run);
  const runId = run?.id;
  useEffect(() => {
    if (isRunning) {
      setFollowed(runId);
    }
  }, [isRunning, runId]);
  const isShown = run !== undefined && (isRunning || run.id === followed);
  return (
    <p id={id} role="status" className={classes("mb-4 min-h-5 text-[0.8125rem]", run?.status === "failed" ? "text-danger" : "text-muted")}>
      {isShown && (
        <>
          {isRunning ? m.sources_run_in_progress({ step: RUN_LABELS[run.status] }) : describeEnd(run)}{" "}
          <Link href={runAddress(run.id)} className="font-medium text-link underline">
            {m.sources_run_show()}
          </Link>
        </>
      )}
    </p>
  );
}
