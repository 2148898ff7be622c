import type {
  AccountStatus,
  ChatMode,
  CitationLabel,
  DocumentSource,
  DocumentStatus,
  DocumentType,
  FeedbackRating,
  JobStatus,
  UserRole,
} from "sisuiq-client";

import * as m from "@/paraglide/messages";

export const MODE_LABELS: Record<ChatMode, string> = {
  strategy_qa: m.labels_mode_strategy_qa(),
  actions: m.labels_mode_actions(),
  analytics: m.labels_mode_analytics(),
  regulatory: m.labels_mode_regulatory(),
};

export const TYPE_LABELS: Record<DocumentType, string> = {
  strategy: m.labels_document_type_strategy(),
  regulatory: m.labels_document_type_regulatory(),
  technical: m.labels_document_type_technical(),
  report: m.labels_document_type_report(),
  policy: m.labels_document_type_policy(),
  other: m.labels_document_type_other(),
};

export const SOURCE_LABELS: Record<DocumentSource, string> = {
  uetcl: m.labels_document_source_uetcl(),
  era: m.labels_document_source_era(),
  memd: m.labels_document_source_memd(),
  world_bank: m.labels_document_source_world_bank(),
  other: m.labels_document_source_other(),
};

export const STATUS_LABELS: Record<DocumentStatus, string> = {
  pending: m.labels_document_status_pending(),
  processing: m.labels_document_status_processing(),
  ready: m.labels_document_status_ready(),
  failed: m.labels_document_status_failed(),
};

/** In place of the status of a document that is processed but has no text. */
export const NO_TEXT = m.labels_document_status_no_text();

export const JOB_LABELS: Record<JobStatus, string> = {
  queued: m.labels_job_queued(),
  running: m.labels_job_running(),
  done: m.labels_job_done(),
  failed: m.labels_job_failed(),
};

export const REREAD_CHOICES = [
  { value: "true", label: m.labels_reread_needed() },
  { value: "false", label: m.labels_reread_up_to_date() },
];

export const ROLE_LABELS: Record<UserRole, string> = {
  admin: m.labels_role_admin(),
  analyst: m.labels_role_analyst(),
  compliance: m.labels_role_compliance(),
  auditor: m.labels_role_auditor(),
  user: m.labels_role_user(),
  guest: m.labels_role_guest(),
};

/** What a role is for, where one is chosen. */
export const ROLE_DESCRIPTIONS: Record<UserRole, string> = {
  admin: m.labels_role_description_admin(),
  analyst: m.labels_role_description_analyst(),
  compliance: m.labels_role_description_compliance(),
  auditor: m.labels_role_description_auditor(),
  user: m.labels_role_description_user(),
  guest: m.labels_role_description_guest(),
};

export const ACCOUNT_STATUS_LABELS: Record<AccountStatus, string> = {
  active: m.labels_account_active(),
  invited: m.labels_account_invited(),
  deactivated: m.labels_account_deactivated(),
};

export const RATING_LABELS: Record<FeedbackRating, string> = {
  up: m.labels_rating_up(),
  down: m.labels_rating_down(),
};

export const CITATION_LABELS: Record<CitationLabel, string> = {
  valid: m.labels_citation_valid(),
  stale: m.labels_citation_stale(),
  withdrawn: m.labels_citation_withdrawn(),
};

/** The values of a set with their labels, as choices of a select. */
export function choices<Name extends string>(labels: Record<Name, string>): { value: Name; label: string }[] {
  return (Object.entries(labels) as [Name, string][]).map(([value, label]) => ({ value, label }));
}
