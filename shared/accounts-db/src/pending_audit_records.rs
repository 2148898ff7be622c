//! Records that wait for their place in the audit log.

use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{AuditAction, AuditOutcome};

use crate::audit_records::{AuditContent, NewAuditRecord, Values};

/// Stores a record, within the transaction of the action that it records.
pub async fn insert(client: &impl GenericClient, new: &NewAuditRecord<'_>) -> Result<()> {
    let sql = include_str!("../queries/pending_audit_records/insert.sql");
    let values = Values::of(new);
    query::exactly("pending_audit_records/insert", 1, query::execute(client, sql, &values.parameters()).await?)
}

/// Returns whether any record waits for its place in the chain.
pub async fn exist(client: &impl GenericClient) -> Result<bool> {
    query::one(client, include_str!("../queries/pending_audit_records/exist.sql"), &[], |row| Ok(row.try_get(0)?)).await
}

/// Drops refused logins that name no account, at most `most`; returns how many.
pub(crate) async fn delete_nobodys(client: &impl GenericClient, most: i64) -> Result<u64> {
    let sql = include_str!("../queries/pending_audit_records/delete_nobodys.sql");
    query::execute(client, sql, &[&AuditAction::LogIn, &AuditOutcome::Refused, &most]).await
}

/// The oldest records, in their order, without refused logins that name no account.
pub(crate) async fn list_oldest(client: &impl GenericClient, most: i64) -> Result<Vec<AuditContent>> {
    let sql = include_str!("../queries/pending_audit_records/list_oldest.sql");
    query::all(client, sql, &[&AuditAction::LogIn, &AuditOutcome::Refused, &most], AuditContent::decode).await
}
