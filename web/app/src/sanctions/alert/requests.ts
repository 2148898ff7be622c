import { type AlertConfirmationIn, type AlertDecisionIn, type AlertOut, type AlertStatusOut, ApiError, orThrow } from "sisuiq-client";

import { api } from "@/lib/api";

/** Decides about an alert as it is shown. */
export function decide({ id }: AlertOut, body: AlertDecisionIn): Promise<AlertStatusOut> {
  return orThrow(api.POST("/api/v1/knowledge/alerts/{id}/decision", { params: { path: { id } }, body }));
}

/** Confirms or refuses the decision that is shown. */
export function confirm({ id }: AlertOut, body: AlertConfirmationIn): Promise<AlertStatusOut> {
  return orThrow(api.POST("/api/v1/knowledge/alerts/{id}/confirm", { params: { path: { id } }, body }));
}

/** Whether the alert has changed since it was loaded. */
export function hasChanged(error: unknown): boolean {
  return error instanceof ApiError && error.status === 409;
}
