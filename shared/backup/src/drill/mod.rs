//! The restore drill: a backup is restored beside the live data, compared and asked.

mod digest;
mod points;
mod questions;
mod scratch;

use crate::{BackupError, Backups, Damage, Manifest, Result, layout, reading::Reading, snapshot::told};
use jiff::{SignedDuration, Timestamp};
use scratch::Scratch;
use serde::Serialize;
use sisuiq_admin_db::restore_drills::{self, Findings, Record};
use tokio::time::{Instant, timeout_at};
use uuid::Uuid;

/// The time after a drill that passed until the next one is due.
const EVERY: SignedDuration = SignedDuration::from_hours(30 * 24);
/// The time after which a drill without an end counts as killed: longer than a function may run.
const LONGEST_RUN: SignedDuration = SignedDuration::from_hours(1);
/// The error of a drill whose process was killed.
const KILLED: &str = "the process ended before the drill did";
/// The time for which drills are remembered.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(400 * 24);

/// Why a drill has no result.
const NO_BACKUP: &str = "there is no verified backup yet";
const REMOVED: &str = "the backup was removed during the drill, because newer ones replaced it";
const OTHER_SCHEMA: &str =
    "the database was migrated since the newest verified backup, and only a backup of its schema can be restored";

/// The outcome of a drill that did not fail.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DrillStatus {
    /// The backup was restored, equals what was stored, and answered.
    Passed,
    /// There was nothing to restore.
    Skipped,
}

/// The result of a drill that did not fail.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Drilled {
    /// Its id.
    pub id: Uuid,
    /// The outcome.
    pub status: DrillStatus,
    /// The reason of a skipped one.
    pub reason: Option<String>,
    /// The backup.
    pub backup_id: Option<Uuid>,
    /// Restored tables.
    pub tables: i32,
    /// Their rows.
    pub rows: i64,
    /// Points that the restored rows ask for, of documents that have not changed since the backup.
    pub points_expected: i64,
    /// Points of these documents in the vector store.
    pub points_found: i64,
    /// Questions that were asked.
    pub questions_asked: i32,
    /// Questions with the expected answer.
    pub questions_answered: i32,
}

impl Backups {
    /// Restores a backup, or the newest verified one, into temporary tables of a session of its own, and compares it with its
    /// manifest and with the vector store. Then it asks questions whose answers the rows contain. The live data is neither changed
    /// nor locked, and nothing is left of the copy. The result is recorded; a backup that passes counts as verified anew.
    ///
    /// # Errors
    /// The backup is damaged, incomplete or not restorable, lacks an answer, or the time was not sufficient. That is recorded too. A
    /// damaged backup also no longer counts as verified.
    pub async fn drill(&self, backup: Option<Uuid>, deadline: Option<Instant>) -> Result<Drilled> {
        let (id, began) = (self.clock.uuid_v7(), self.clock.now());
        let connection = self.database.connection().await?;
        restore_drills::fail_killed(&connection, began - LONGEST_RUN, began, KILLED).await?;
        restore_drills::delete_old(&connection, began - REMEMBERED).await?;
        restore_drills::begin(&connection, id, began).await?;
        drop(connection);
        let mut findings = Findings::default();
        let work = self.rehearse(backup, &mut findings);
        let ended = match deadline {
            Some(deadline) => timeout_at(deadline, work).await.unwrap_or(Err(BackupError::OutOfTime)),
            None => work.await,
        };
        self.conclude(id, findings, ended).await
    }

    /// The same, unless one has passed in the last 30 days; then none.
    ///
    /// # Errors
    /// As [`Backups::drill`].
    pub async fn drill_if_due(&self, deadline: Option<Instant>) -> Result<Option<Drilled>> {
        let last = self.drills().await?.passed_at;
        if last.is_some_and(|last| self.clock.now() < last + EVERY) {
            return Ok(None);
        }
        self.drill(None, deadline).await.map(Some)
    }

    /// The state of the drills.
    ///
    /// # Errors
    /// The database failed or is unavailable.
    pub async fn drills(&self) -> Result<Record> {
        Ok(restore_drills::read_record(&self.database.connection().await?).await?)
    }

    /// Records the end of a drill.
    async fn conclude(&self, id: Uuid, findings: Findings, ended: Result<Option<&'static str>>) -> Result<Drilled> {
        let (status, error) = match &ended {
            Ok(None) => ("passed", None),
            Ok(Some(reason)) => ("skipped", Some((*reason).to_owned())),
            Err(error) => ("failed", Some(told(error))),
        };
        let recorded = async {
            let connection = self.database.connection().await?;
            restore_drills::finish(&connection, id, (status, error.as_deref()), self.clock.now(), findings).await?;
            Ok::<_, BackupError>(())
        };
        let recorded = recorded.await;
        let Findings { backup, tables, rows, points_expected, points_found, questions_asked, questions_answered } =
            findings;
        tracing::info!(
            drill_id = %id, status, reason = error, backup_id = backup.map(|id| id.to_string()), tables, rows, points_expected,
            points_found, questions_asked, questions_answered, "restore drill ended"
        );
        let reason = ended?;
        // a drill that nobody knows of did not pass
        recorded?;
        Ok(Drilled {
            id,
            status: if reason.is_some() { DrillStatus::Skipped } else { DrillStatus::Passed },
            reason: reason.map(str::to_owned),
            backup_id: backup,
            tables,
            rows,
            points_expected,
            points_found,
            questions_asked,
            questions_answered,
        })
    }

    /// Does the drill; returns the reason if it was skipped.
    async fn rehearse(&self, backup: Option<Uuid>, findings: &mut Findings) -> Result<Option<&'static str>> {
        let newest = match backup {
            Some(id) => Some(id),
            None => self.list().await?.into_iter().find(|one| one.verified_at.is_some()).map(|one| one.id),
        };
        let Some(id) = newest else { return Ok(Some(NO_BACKUP)) };
        findings.backup = Some(id);
        match self.restore_beside(id, findings).await {
            Ok(manifest) => {
                self.note_read(&manifest).await?;
                Ok(None)
            }
            Err(BackupError::OtherSchema { .. }) => Ok(Some(OTHER_SCHEMA)),
            Err(error @ BackupError::Damaged { .. }) => {
                if matches!(error, BackupError::Damaged { damage: Damage::Missing(_), .. })
                    && self.is_removed(id).await?
                {
                    return Ok(Some(REMOVED));
                }
                if let Err(further) = self.doubt(id, &error).await {
                    tracing::warn!(backup_id = %id, error = %further, "recording the damage of a backup failed");
                }
                Err(error)
            }
            Err(error) => Err(error),
        }
    }

    async fn is_removed(&self, id: Uuid) -> Result<bool> {
        Ok(self.vault.get(&layout::manifest(id)).await?.is_none())
    }

    async fn restore_beside(&self, id: Uuid, findings: &mut Findings) -> Result<Manifest> {
        let (manifest, key) = self.open(id).await?;
        let mut scratch = Scratch::create(&self.database, &manifest).await?;
        let examined = async {
            for (number, table) in manifest.tables.iter().enumerate() {
                scratch.fill(number, table, Reading::begin(&self.vault, &key, id, table)).await?;
                findings.tables += 1;
                findings.rows += i64::try_from(table.rows).unwrap_or(i64::MAX);
            }
            scratch.check_references().await?;
            scratch.replay(self.noted().await?, self.clock.now()).await?;
            self.compare_points(&scratch, manifest.taken_at, findings).await?;
            questions::ask(scratch.session(), self.clock.now(), findings).await
        };
        let examined = examined.await;
        scratch.discard().await;
        examined.map(|()| manifest)
    }
}

/// Seconds since the last drill that passed, or since the first known one if none has passed; none before it.
#[must_use]
pub fn drill_age(record: &Record, now: Timestamp) -> Option<SignedDuration> {
    record.passed_at.or(record.first_at).map(|since| now.duration_since(since))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn age_counts_from_first_without_passed() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let mut record = Record { first_at: None, passed_at: None, is_failed: false };
        assert_eq!(drill_age(&record, at(100)), None);
        record.first_at = Some(at(10));
        assert_eq!(drill_age(&record, at(100)), Some(SignedDuration::from_secs(90)));
        record.passed_at = Some(at(70));
        assert_eq!(drill_age(&record, at(100)), Some(SignedDuration::from_secs(30)));
    }
}
