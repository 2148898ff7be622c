"use client";

import { may } from "@/session/account";

import type { CardProps } from "../cards";
import { DeadLetterLine } from "./dead-letter-line";
import { FailedJobsLine } from "./failed-jobs-line";

/** What failed while documents were processed. Messages of queues are for those who manage the system. */
export default function JobsCard({ account }: CardProps) {
  return (
    <div>
      <FailedJobsLine />
      {may(account, "system.manage") && <DeadLetterLine />}
    </div>
  );
}
