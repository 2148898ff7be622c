import {
  type AlertConfirmationIn,
  type AlertDecisionIn,
  type AlertDecisionOut,
  type AlertOut,
  type AlertStatusOut,
  ApiError,
  orThrow,
} from "sisuiq-client";

import { api } from "@/lib/api";

/** A decision without the version of the entry that was seen. */
export type NewDecision = Omit<AlertDecisionIn, "entity_version">;

/** An answer to a decision without its ID. */
export type Confirmation = Omit<AlertConfirmationIn, "decision_id">;

/** Decides about an alert as it is shown. */
export function decide({ id, entity }: AlertOut, decision: NewDecision): Promise<AlertStatusOut> {
  const body = { ...decision, entity_version: entity.version };
  return orThrow(api.POST("/api/v1/knowledge/alerts/{id}/decision", { params: { path: { id } }, body }));
}

/** Confirms or refuses the decision that is shown. */
export function confirm({ id }: AlertOut, decision: AlertDecisionOut, confirmation: Confirmation): Promise<AlertStatusOut> {
  const body = { ...confirmation, decision_id: decision.id };
  return orThrow(api.POST("/api/v1/knowledge/alerts/{id}/confirm", { params: { path: { id } }, body }));
}

/** Whether the alert has changed since it was loaded. */
export function hasChanged(error: unknown): boolean {
  return error instanceof ApiError && error.status === 409;
}
