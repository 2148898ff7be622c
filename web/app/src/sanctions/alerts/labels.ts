import type { AlertOpening, AlertOutcome, AlertStatus } from "sisuiq-client";

import * as m from "@/paraglide/messages";

export const STATUS_LABELS: Record<AlertStatus, string> = {
  open: m.alerts_status_open(),
  awaiting_confirmation: m.alerts_status_awaiting_confirmation(),
  match: m.alerts_status_match(),
  not_match: m.alerts_status_not_match(),
};

export const OUTCOME_LABELS: Record<AlertOutcome, string> = {
  match: m.alerts_status_match(),
  not_match: m.alerts_status_not_match(),
};

export const OPENING_LABELS: Record<AlertOpening, string> = {
  new: m.alerts_opening_new(),
  decision_expired: m.alerts_opening_decision_expired(),
  entity_changed: m.alerts_opening_entity_changed(),
  decision_refused: m.alerts_opening_decision_refused(),
};
