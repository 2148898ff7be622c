import type { AuditAction, AuditObjectKind, AuditOutcome } from "sisuiq-client";

import { choices } from "@/lib/labels";
import * as m from "@/paraglide/messages";

export const ACTION_LABELS: Record<AuditAction, string> = {
  log_in: m.admin_audit_action_log_in(),
  log_out: m.admin_audit_action_log_out(),
  refresh_session: m.admin_audit_action_refresh_session(),
  end_session: m.admin_audit_action_end_session(),
  end_other_sessions: m.admin_audit_action_end_other_sessions(),
  change_password: m.admin_audit_action_change_password(),
  reset_password: m.admin_audit_action_reset_password(),
  verify_email: m.admin_audit_action_verify_email(),
  verify_mobile: m.admin_audit_action_verify_mobile(),
  add_second_factor: m.admin_audit_action_add_second_factor(),
  remove_second_factor: m.admin_audit_action_remove_second_factor(),
  create_api_key: m.admin_audit_action_create_api_key(),
  end_api_key: m.admin_audit_action_end_api_key(),
  create_account: m.admin_audit_action_create_account(),
  update_account: m.admin_audit_action_update_account(),
  close_account: m.admin_audit_action_close_account(),
  create_staff: m.admin_audit_action_create_staff(),
  approve_staff: m.admin_audit_action_approve_staff(),
  update_staff: m.admin_audit_action_update_staff(),
  close_staff: m.admin_audit_action_close_staff(),
  create_role: m.admin_audit_action_create_role(),
  update_role: m.admin_audit_action_update_role(),
  grant_permissions: m.admin_audit_action_grant_permissions(),
  create_document: m.admin_audit_action_create_document(),
  delete_document: m.admin_audit_action_delete_document(),
  delete_conversation: m.admin_audit_action_delete_conversation(),
  add_document_version: m.admin_audit_action_add_document_version(),
  reindex_document: m.admin_audit_action_reindex_document(),
  share_document: m.admin_audit_action_share_document(),
  unshare_document: m.admin_audit_action_unshare_document(),
  create_snapshot: m.admin_audit_action_create_snapshot(),
  delete_snapshot: m.admin_audit_action_delete_snapshot(),
  update_snapshot: m.admin_audit_action_update_snapshot(),
  share_snapshot: m.admin_audit_action_share_snapshot(),
  unshare_snapshot: m.admin_audit_action_unshare_snapshot(),
  read_conversation: m.admin_audit_action_read_conversation(),
  retry_job: m.admin_audit_action_retry_job(),
  redrive_dead_letters: m.admin_audit_action_redrive_dead_letters(),
  add_evaluation: m.admin_audit_action_add_evaluation(),
  invite_account: m.admin_audit_action_invite_account(),
  accept_invitation: m.admin_audit_action_accept_invitation(),
  reopen_account: m.admin_audit_action_reopen_account(),
  send_password_reset: m.admin_audit_action_send_password_reset(),
  end_sessions: m.admin_audit_action_end_sessions(),
  end_api_keys: m.admin_audit_action_end_api_keys(),
  request_access: m.admin_audit_action_request_access(),
  grant_access: m.admin_audit_action_grant_access(),
  refuse_access: m.admin_audit_action_refuse_access(),
  create_group: m.admin_audit_action_create_group(),
  update_group: m.admin_audit_action_rename_group(),
  delete_group: m.admin_audit_action_delete_group(),
  add_group_member: m.admin_audit_action_add_group_member(),
  remove_group_member: m.admin_audit_action_remove_group_member(),
  create_source: m.admin_audit_action_create_source(),
  update_source: m.admin_audit_action_update_source(),
  disable_source: m.admin_audit_action_disable_source(),
  run_source: m.admin_audit_action_run_source(),
  create_knowledge_dataset: m.admin_audit_action_create_knowledge_dataset(),
  delete_knowledge_dataset: m.admin_audit_action_delete_knowledge_dataset(),
  screen_subject: m.admin_audit_action_screen_subject(),
  decide_alert: m.admin_audit_action_decide_alert(),
  confirm_decision: m.admin_audit_action_confirm_decision(),
  refuse_decision: m.admin_audit_action_refuse_decision(),
  create_screening_batch: m.admin_audit_action_create_screening_batch(),
  erase_subject: m.admin_audit_action_erase_subject(),
  rescreen_subjects: m.admin_audit_action_rescreen_subjects(),
};

export const OBJECT_LABELS: Record<AuditObjectKind, string> = {
  account: m.admin_audit_object_account(),
  session: m.admin_audit_object_session(),
  api_key: m.admin_audit_object_api_key(),
  staff: m.admin_audit_object_staff(),
  role: m.admin_audit_object_role(),
  document: m.admin_audit_object_document(),
  conversation: m.admin_audit_object_conversation(),
  snapshot: m.admin_audit_object_snapshot(),
  evaluation: m.admin_audit_object_evaluation(),
  group: m.admin_audit_object_group(),
  source: m.admin_audit_object_source(),
  knowledge_dataset: m.admin_audit_object_knowledge_dataset(),
  screening: m.admin_audit_object_screening(),
  alert: m.admin_audit_object_alert(),
  screening_batch: m.admin_audit_object_screening_batch(),
  subject_erasure: m.admin_audit_object_subject_erasure(),
};

const OUTCOME_LABELS: Record<AuditOutcome, string> = {
  done: m.admin_audit_outcome_done(),
  refused: m.admin_audit_outcome_refused(),
};

/** A login that was not finished yet: the password was right, and the page then asked for the code. */
export const CODE_MISSING = "code_missing";

/** Why something was refused, by the member `because` of its details. */
export const REASON_LABELS: Record<string, string | undefined> = {
  password: m.admin_audit_reason_password(),
  [CODE_MISSING]: m.admin_audit_reason_code_missing(),
  code: m.admin_audit_reason_code(),
  closed: m.admin_audit_reason_closed(),
  overtaken: m.admin_audit_reason_overtaken(),
  no_customer: m.admin_audit_reason_no_customer(),
  no_staff: m.admin_audit_reason_no_staff(),
  not_admitted: m.admin_audit_reason_not_admitted(),
  replay: m.admin_audit_reason_replay(),
};

export const ACTIONS = choices(ACTION_LABELS);
export const OBJECT_KINDS = choices(OBJECT_LABELS);
export const OUTCOMES = choices(OUTCOME_LABELS);
