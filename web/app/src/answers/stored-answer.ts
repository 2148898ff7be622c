import type { StoredAnswer } from "sisuiq-client";

import { type AnswerDetails, commonDetails } from "./answer";

export function detailsOfStored(answer: StoredAnswer): AnswerDetails {
  return {
    ...commonDetails(answer),
    support: answer.support ?? null,
    scope: null,
    figures: null,
    feedback: answer.feedback ?? null,
  };
}
