"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { type DeadLettersOut, orThrow, type RedriveOut } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/lib/api";
import { classes } from "@/lib/classes";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";

import { JOBS } from "./poll-while-running";
import { DEAD_LETTERS, useDeadLetters } from "./use-dead-letters";

/** The number of messages in the dead-letter queue, and a button to retry them. */
export function DeadLetters() {
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const statusRef = useRef<HTMLDivElement>(null);
  const { data, error, refetch } = useDeadLetters();
  const redrive = async () => {
    try {
      await orThrow(api.POST("/api/admin/dead-letters/redrive"));
    } finally {
      await Promise.all([DEAD_LETTERS, JOBS].map((path) => queries.invalidateQueries({ queryKey: [path] })));
    }
    // the pressed button may have been removed
    statusRef.current?.focus();
  };
  const count = data?.messages ?? 0;
  return (
    <Card className="mb-8 flex flex-wrap items-center justify-between gap-3 px-5 py-4" aria-label={m.admin_jobs_failed_messages()}>
      <div ref={statusRef} tabIndex={-1} role="status" className="min-w-0">
        {!data && !error && <Skeleton className="my-1 h-4 w-48" />}
        {error && !data && <p className="text-muted">{explain(error)}</p>}
        {data && <DeadLetterStatus letters={data} />}
      </div>
      {error && !data && (
        <Button size="small" onClick={() => void refetch()}>
          {m.common_try_again()}
        </Button>
      )}
      {count > 0 && !data?.redrive?.is_running && <Button onClick={() => setAsking(true)}>{m.admin_jobs_redrive()}</Button>}
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={m.admin_jobs_redrive_title()}
        description={m.admin_jobs_redrive_description({ count })}
        action={m.admin_jobs_retry()}
        isDangerous={false}
        onConfirm={redrive}
      />
    </Card>
  );
}

function DeadLetterStatus({ letters: { messages, redrive } }: { letters: DeadLettersOut }) {
  return (
    <>
      <p className="font-medium">{messages === 0 ? m.admin_jobs_failed_none() : m.admin_jobs_failed_count({ count: messages })}</p>
      {redrive && <p className={classes("text-[0.8125rem]", redrive.failure ? "text-danger" : "text-muted")}>{describeRedrive(redrive)}</p>}
    </>
  );
}

function describeRedrive({ is_running, moved, failure }: RedriveOut): string {
  if (is_running) {
    return m.admin_jobs_redrive_running({ count: moved });
  }
  return failure ? m.admin_jobs_redrive_stopped({ count: moved, failure }) : m.admin_jobs_redrive_done({ count: moved });
}
