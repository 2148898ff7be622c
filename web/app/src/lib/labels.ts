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

export const MODE_LABELS: Record<ChatMode, string> = {
  strategy_qa: "Strategy Q&A",
  actions: "Action Planner",
  analytics: "Analytics + Strategy",
  regulatory: "Regulatory Advisor",
};

export const TYPE_LABELS: Record<DocumentType, string> = {
  strategy: "Strategy",
  regulatory: "Regulatory",
  technical: "Technical",
  report: "Report",
  policy: "Policy",
  other: "Other",
};

export const SOURCE_LABELS: Record<DocumentSource, string> = {
  uetcl: "UETCL",
  era: "ERA",
  memd: "MEMD",
  world_bank: "World Bank",
  other: "Other",
};

export const STATUS_LABELS: Record<DocumentStatus, string> = {
  pending: "Pending",
  processing: "Processing",
  ready: "Ready",
  failed: "Failed",
};

/** In place of the status of a document that is processed but has no text. */
export const NO_TEXT = "No readable text";

export const JOB_LABELS: Record<JobStatus, string> = {
  queued: "Queued",
  running: "Running",
  done: "Done",
  failed: "Failed",
};

export const REREAD_CHOICES = [
  { value: "true", label: "To be read again" },
  { value: "false", label: "Up to date" },
];

export const ROLE_LABELS: Record<UserRole, string> = {
  admin: "Admin",
  analyst: "Analyst",
  compliance: "Compliance",
  auditor: "Auditor",
  user: "User",
  guest: "Guest",
};

/** What a role is for, where one is chosen. */
export const ROLE_DESCRIPTIONS: Record<UserRole, string> = {
  admin: "Everything, including accounts and the system.",
  analyst: "Questions, documents and tables; predictions, investigations and screening.",
  compliance: "Questions, documents and tables; investigations, screening and its decisions.",
  auditor: "Reads the audit log, evaluations, and documents and tables that are shared. Changes nothing.",
  user: "Questions, documents and tables; predictions.",
  guest: "No access until an administrator gives another role.",
};

export const ACCOUNT_STATUS_LABELS: Record<AccountStatus, string> = {
  active: "Active",
  invited: "Invited",
  deactivated: "Deactivated",
};

export const RATING_LABELS: Record<FeedbackRating, string> = {
  up: "Helpful",
  down: "Not helpful",
};

export const CITATION_LABELS: Record<CitationLabel, string> = {
  valid: "Verified",
  stale: "Out of date",
  withdrawn: "Withdrawn",
};

/** The values of a set with their labels, as choices of a select. */
export function choices<Name extends string>(labels: Record<Name, string>): { value: Name; label: string }[] {
  return (Object.entries(labels) as [Name, string][]).map(([value, label]) => ({ value, label }));
}
