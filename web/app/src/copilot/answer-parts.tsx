"use client";

import { PlainAnswer } from "@/answers/plain-answer";
import { deferred } from "@/components/ui/deferred";
import { PartFailure } from "@/components/ui/part-failure";

import type { AnswerBodyProps } from "./answer-body";
import type { AnswerInsightsProps } from "./answer-insights";

export const AnswerBody = deferred<AnswerBodyProps>(
  async () => (await import("./answer-body")).default,
  ({ retry }, { message: { content, state } }) => (
    <>
      <PlainAnswer text={content} retry={retry} />
      {/* the space of the notes and the buttons */}
      {state === "stored" && <div className="mt-3 h-14" />}
    </>
  ),
);

export const AnswerInsights = deferred<AnswerInsightsProps>(
  async () => (await import("./answer-insights")).default,
  ({ retry }) => <PartFailure retry={retry} className="m-5" />,
);

/** Loads what shows answers: when one is opened, or when a question is being written. */
export async function loadAnswerParts(): Promise<void> {
  await Promise.all([AnswerBody.preload(), AnswerInsights.preload()]);
}
