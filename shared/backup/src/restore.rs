//! Bringing a backup back.

use crate::{
    BackupError, Backups, Manifest, Result, Table,
    erasures::Noted,
    keys::Key,
    reading::Reading,
    schema::{self, Known},
};
use futures::SinkExt;
use jiff::Timestamp;
use serde::Serialize;
use sisuiq_admin_db::withdrawals::Withdrawal;
use std::{cmp::Reverse, pin::pin};
use tokio_postgres::Transaction;
use uuid::Uuid;

/// Tables that may have rows in an empty database, filled by migrations or by triggers on other tables.
const FILLED: [&str; 6] = [
    "staff_roles",
    "staff_permissions",
    "staff_role_permissions",
    "row_counts",
    "document_counts",
    "knowledge_datasets",
];

/// The statements that repeat withdrawals, transfers and erasures made after the backup, in this order: users come after the
/// documents and tables of figures, which refer to them.
const REPLAYED: [&str; 21] = [
    include_str!("../queries/close_accounts.sql"),
    include_str!("../queries/restore_roles.sql"),
    include_str!("../queries/dismiss_staff.sql"),
    include_str!("../queries/take_back_shares.sql"),
    include_str!("../queries/take_back_role_shares.sql"),
    include_str!("../queries/take_back_group_shares.sql"),
    include_str!("../queries/take_back_email_shares.sql"),
    include_str!("../queries/remove_group_members.sql"),
    include_str!("../queries/remove_groups.sql"),
    include_str!("../queries/give_documents.sql"),
    include_str!("../queries/give_snapshots.sql"),
    include_str!("../queries/erase_conversations.sql"),
    include_str!("../queries/hide_documents.sql"),
    include_str!("../queries/hide_snapshots.sql"),
    include_str!("../queries/adopt_documents.sql"),
    include_str!("../queries/adopt_snapshots.sql"),
    include_str!("../queries/erase_documents_of_users.sql"),
    include_str!("../queries/erase_snapshots_of_users.sql"),
    include_str!("../queries/erase_users.sql"),
    include_str!("../queries/lock_users.sql"),
    include_str!("../queries/revoke_api_keys.sql"),
];

/// The target of a restore.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Target {
    /// A database that is migrated and otherwise empty; any other is refused.
    Empty,
    /// Any migrated database; its data is replaced.
    Anything,
}

/// The result of a restore.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
pub struct Restored {
    /// The backup.
    pub id: Uuid,
    /// Time of the beginning of the backup.
    pub taken_at: Timestamp,
    /// Rows that came back.
    pub rows: u64,
    /// Rows that were changed or deleted to repeat erasures, withdrawals and transfers made after the backup.
    pub erased: u64,
}

impl Backups {
    /// Restores a backup, or the newest one, in one transaction. Later erasures and withdrawals are repeated, all
    /// sessions and links of datasets end, and the sweep rebuilds the vector collection from the restored data.
    pub async fn restore(&self, id: Option<Uuid>, target: Target) -> Result<Restored> {
        let (manifest, key) = self.open(self.named(id).await?).await?;
        let noted = self.noted().await?;
        let mut client = self.database.dedicated().await?;
        sisuiq_db::keep_schema(&client).await?;
        let transaction = client.transaction().await?;
        schema::hold(&transaction).await?;
        let tables = comparable(&transaction, &manifest).await?;
        if target == Target::Empty {
            refuse_rows(&transaction, &tables).await?;
        }
        self.fill(&transaction, &manifest, &key, &tables).await?;
        note(&transaction, noted, self.clock.now()).await?;
        let erased = replay(&transaction).await?;
        transaction.execute(include_str!("../queries/end_sessions.sql"), &[&self.clock.now()]).await?;
        transaction.execute(include_str!("../queries/end_dataset_shares.sql"), &[]).await?;
        transaction.commit().await?;
        // the data is committed, so later failures are only logged
        if let Err(error) = client.batch_execute("SET statement_timeout = 0; ANALYZE").await {
            tracing::warn!(%error, "ANALYZE failed, the database will gather statistics later");
        }
        // filling the tables compared all hashes, so the backup is verified too
        if let Err(error) = self.note_whole(&manifest).await {
            tracing::warn!(%error, "recording the verification of a backup failed");
        }
        let restored = Restored { id: manifest.id, taken_at: manifest.taken_at, rows: manifest.rows(), erased };
        tracing::info!(backup_id = %restored.id, taken_at = %restored.taken_at, rows = restored.rows, erased, "backup restored");
        Ok(restored)
    }

    /// Repeats all erasures and withdrawals recorded beside the backups and lets the sweep rebuild the vector collection, for a
    /// database that was restored in another way. Returns the number of rows that were changed or deleted.
    pub async fn reapply_erasures(&self) -> Result<u64> {
        let noted = self.noted().await?;
        let mut client = self.database.dedicated().await?;
        sisuiq_db::keep_schema(&client).await?;
        let transaction = client.transaction().await?;
        schema::hold(&transaction).await?;
        note(&transaction, noted, self.clock.now()).await?;
        let erased = replay(&transaction).await?;
        transaction.execute(include_str!("../queries/forget_vectors.sql"), &[]).await?;
        transaction.commit().await?;
        Ok(erased)
    }

    /// Replaces all data, without triggers: what they maintain, such as counts, is in the backup too.
    async fn fill(
        &self,
        transaction: &Transaction<'_>,
        manifest: &Manifest,
        key: &Key,
        tables: &[Known],
    ) -> Result<()> {
        let everything = transaction.query_one(include_str!("../queries/everything.sql"), &[]).await?;
        let everything: String = everything.try_get(0)?;
        set_triggers(transaction, tables, "DISABLE").await?;
        transaction.batch_execute(&format!("TRUNCATE {everything} RESTART IDENTITY")).await?;
        for (table, known) in manifest.tables.iter().zip(tables) {
            let reading = Reading::begin(&self.vault, key, manifest.id, table);
            copy_in(transaction, reading, table, known).await?;
        }
        set_triggers(transaction, tables, "ENABLE").await?;
        for sequence in &manifest.sequences {
            let set = include_str!("../queries/set_sequence.sql");
            transaction.execute(set, &[&sequence.name, &sequence.last]).await?;
        }
        Ok(())
    }
}

async fn copy_in(transaction: &Transaction<'_>, mut reading: Reading<'_>, table: &Table, known: &Known) -> Result<()> {
    let statement = format!("COPY {} ({}) FROM STDIN", known.quoted, known.columns);
    let mut rows = pin!(transaction.copy_in(&statement).await?);
    while let Some(bytes) = reading.next().await? {
        rows.send(bytes).await?;
    }
    let stored = rows.finish().await?;
    if stored == table.rows { Ok(()) } else { Err(BackupError::OtherTable(table.name.clone())) }
}

/// The database's tables in the order of the backup; an error when schema version, tables or columns differ.
pub(crate) async fn comparable(transaction: &Transaction<'_>, manifest: &Manifest) -> Result<Vec<Known>> {
    let version = schema::version(transaction).await?;
    if version != Some(manifest.schema_version) {
        return Err(BackupError::OtherSchema { backup: manifest.schema_version, database: version });
    }
    let mut known = schema::tables(transaction).await?;
    let mut ordered = Vec::with_capacity(known.len());
    for table in &manifest.tables {
        let place = known.iter().position(|known| known.name == table.name && known.columns == table.columns);
        let place = place.ok_or_else(|| BackupError::OtherTable(table.name.clone()))?;
        ordered.push(known.remove(place));
    }
    known.into_iter().next().map_or(Ok(ordered), |left| Err(BackupError::OtherTable(left.name)))
}

async fn refuse_rows(transaction: &Transaction<'_>, tables: &[Known]) -> Result<()> {
    for table in tables.iter().filter(|table| !FILLED.contains(&table.name.as_str())) {
        let found = transaction.query_one(&format!("SELECT EXISTS (SELECT 1 FROM {})", table.quoted), &[]).await?;
        if found.try_get(0)? {
            return Err(BackupError::NotEmpty(table.name.clone()));
        }
    }
    Ok(())
}

async fn set_triggers(transaction: &Transaction<'_>, tables: &[Known], whether: &str) -> Result<()> {
    for table in tables {
        transaction.batch_execute(&format!("ALTER TABLE {} {whether} TRIGGER USER", table.quoted)).await?;
    }
    Ok(())
}

pub(crate) async fn note(transaction: &Transaction<'_>, noted: Noted, now: Timestamp) -> Result<()> {
    let Noted { mut erasures, mut withdrawals } = noted;
    // a killed run may have stored the same twice, and `ON CONFLICT DO UPDATE` refuses duplicates
    erasures.sort_by(|one, other| (&one.kind, one.object_id).cmp(&(&other.kind, other.object_id)));
    erasures.dedup_by(|one, other| (&one.kind, one.object_id) == (&other.kind, other.object_id));
    let kinds: Vec<&str> = erasures.iter().map(|erasure| erasure.kind.as_str()).collect();
    let ids: Vec<Uuid> = erasures.iter().map(|erasure| erasure.object_id).collect();
    let moments: Vec<Timestamp> = erasures.iter().map(|erasure| erasure.erased_at).collect();
    transaction.execute(include_str!("../queries/note_erasures.sql"), &[&kinds, &ids, &moments, &now]).await?;
    keep_newest(&mut withdrawals);
    let kinds: Vec<&str> = withdrawals.iter().map(|one| one.kind.as_str()).collect();
    let ids: Vec<Uuid> = withdrawals.iter().map(|one| one.object_id).collect();
    let subjects: Vec<&str> = withdrawals.iter().map(|one| one.subject.as_str()).collect();
    let states: Vec<bool> = withdrawals.iter().map(|one| one.is_withdrawn).collect();
    let owners: Vec<Option<Uuid>> = withdrawals.iter().map(|one| one.owner_id).collect();
    let moments: Vec<Timestamp> = withdrawals.iter().map(|one| one.changed_at).collect();
    let sql = include_str!("../queries/note_withdrawals.sql");
    transaction.execute(sql, &[&kinds, &ids, &subjects, &states, &owners, &moments, &now]).await?;
    Ok(())
}

/// Keeps the newest record of each kind, object and subject.
fn keep_newest(withdrawals: &mut Vec<Withdrawal>) {
    let about = |one: &Withdrawal| (one.kind.clone(), one.object_id, one.subject.clone());
    withdrawals.sort_by_cached_key(|one| (about(one), Reverse(one.changed_at)));
    withdrawals.dedup_by(|one, newer| about(one) == about(newer));
}

pub(crate) async fn replay(transaction: &Transaction<'_>) -> Result<u64> {
    let mut erased = 0;
    for statement in REPLAYED {
        erased += transaction.execute(statement, &[]).await?;
    }
    Ok(erased)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(object: u128, subject: &str, is_withdrawn: bool, second: i64) -> Withdrawal {
        Withdrawal {
            kind: "share".to_owned(),
            object_id: Uuid::from_u128(object),
            subject: subject.to_owned(),
            is_withdrawn,
            owner_id: None,
            changed_at: Timestamp::from_second(second).unwrap(),
        }
    }

    #[test]
    fn newest_withdrawal_per_share_is_kept() {
        let (first, then, again) = (word(1, "user", true, 1), word(1, "user", false, 2), word(1, "user", false, 2));
        let (other, another) = (word(1, "admin", true, 0), word(2, "user", true, 0));
        let mut words = vec![then.clone(), first, another.clone(), again, other.clone()];
        keep_newest(&mut words);
        assert_eq!(words, [other, then, another]);
    }
}
