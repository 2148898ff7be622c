import type { AuditAction, AuditObjectKind, AuditOutcome } from "sisuiq-client";

import { choices } from "@/lib/labels";

export const ACTION_LABELS: Record<AuditAction, string> = {
  log_in: "Log in",
  log_out: "Log out",
  refresh_session: "Refresh session",
  end_session: "End session",
  end_other_sessions: "End other sessions",
  change_password: "Change password",
  reset_password: "Reset password",
  verify_email: "Verify e-mail",
  verify_mobile: "Verify mobile number",
  add_second_factor: "Add second factor",
  remove_second_factor: "Remove second factor",
  create_api_key: "Create API key",
  end_api_key: "Revoke API key",
  create_account: "Create account",
  update_account: "Update account",
  close_account: "Close account",
  create_staff: "Create staff",
  approve_staff: "Approve staff",
  update_staff: "Update staff",
  close_staff: "Deactivate staff",
  create_role: "Create role",
  update_role: "Update role",
  grant_permissions: "Grant permissions",
  create_document: "Add document",
  delete_document: "Delete document",
  delete_conversation: "Delete conversation",
  add_document_version: "Add document version",
  reindex_document: "Re-index document",
  share_document: "Share document",
  unshare_document: "Unshare document",
  create_snapshot: "Add analytics table",
  delete_snapshot: "Delete analytics table",
  read_conversation: "Read conversation",
  retry_job: "Retry job",
  redrive_dead_letters: "Redrive messages",
  add_evaluation: "Store evaluation",
  invite_account: "Invite person",
  accept_invitation: "Accept invitation",
  reopen_account: "Reactivate account",
  send_password_reset: "Send password reset",
  end_sessions: "End sessions",
  end_api_keys: "Revoke API keys",
  request_access: "Request access",
  grant_access: "Grant access",
  refuse_access: "Refuse access",
  create_group: "Create group",
  update_group: "Rename group",
  delete_group: "Delete group",
  add_group_member: "Add group member",
  remove_group_member: "Remove group member",
};

export const OBJECT_LABELS: Record<AuditObjectKind, string> = {
  account: "Account",
  session: "Session",
  api_key: "API key",
  staff: "Staff",
  role: "Role",
  document: "Document",
  conversation: "Conversation",
  snapshot: "Analytics table",
  evaluation: "Evaluation",
  group: "Group",
};

const OUTCOME_LABELS: Record<AuditOutcome, string> = {
  done: "Done",
  refused: "Refused",
};

export const ACTIONS = choices(ACTION_LABELS);
export const OBJECT_KINDS = choices(OBJECT_LABELS);
export const OUTCOMES = choices(OUTCOME_LABELS);
