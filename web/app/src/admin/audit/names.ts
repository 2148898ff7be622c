import type { AuditAction, AuditObjectKind, AuditOutcome } from "sisuiq-client";

import { humanize } from "@/lib/format";

// records rather than arrays, so that a name that is missing does not compile
const ALL_ACTIONS: Record<AuditAction, true> = {
  log_in: true,
  log_out: true,
  refresh_session: true,
  end_session: true,
  end_other_sessions: true,
  change_password: true,
  reset_password: true,
  verify_email: true,
  verify_mobile: true,
  add_second_factor: true,
  remove_second_factor: true,
  create_api_key: true,
  end_api_key: true,
  create_account: true,
  update_account: true,
  close_account: true,
  create_staff: true,
  approve_staff: true,
  update_staff: true,
  close_staff: true,
  create_role: true,
  update_role: true,
  grant_permissions: true,
  create_document: true,
  delete_document: true,
  delete_conversation: true,
  add_document_version: true,
  reindex_document: true,
  share_document: true,
  unshare_document: true,
  create_snapshot: true,
  delete_snapshot: true,
  read_conversation: true,
  retry_job: true,
  redrive_dead_letters: true,
  add_evaluation: true,
};

const ALL_OBJECT_KINDS: Record<AuditObjectKind, true> = {
  account: true,
  session: true,
  api_key: true,
  staff: true,
  role: true,
  document: true,
  conversation: true,
  snapshot: true,
  evaluation: true,
};

const ALL_OUTCOMES: Record<AuditOutcome, true> = {
  done: true,
  refused: true,
};

export const ACTIONS = choicesOf(ALL_ACTIONS);
export const OBJECT_KINDS = choicesOf(ALL_OBJECT_KINDS);
export const OUTCOMES = choicesOf(ALL_OUTCOMES);

function choicesOf(names: Record<string, true>): { value: string; label: string }[] {
  return Object.keys(names).map((name) => ({ value: name, label: humanize(name) }));
}
