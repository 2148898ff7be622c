//! Handles the requests of schedules and operators.

use crate::{Request, State};
use jiff::SignedDuration;
use serde::Serialize;
use sisuiq_backup::{Drilled, Manifest, Newest, Restored, Result, StoredBackup, Target, drill_age};
use sisuiq_telemetry::metrics::{
    BACKUP_AGE_SECONDS, BACKUP_LAST_SUCCESS_TIMESTAMP_SECONDS, BACKUP_VERIFIED_TIMESTAMP_SECONDS,
    RESTORE_DRILL_AGE_SECONDS, RESTORE_DRILL_FAILED, RESTORE_DRILL_LAST_SUCCESS_TIMESTAMP_SECONDS,
};
use tokio::time::Instant;
use uuid::Uuid;

/// The `kind` label of the backup metrics.
const KIND: &str = "postgres";

/// The percentage of the available time for creating a backup. Compression and encryption take longer than
/// verification.
const CREATE_PERCENT: u32 = 60;
/// The percentage of the remaining time for the verification; the rest is for removing old backups.
const VERIFY_PERCENT: u32 = 90;

/// The result of an invocation.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Response {
    /// A backup was created and verified.
    Backup {
        /// The backup.
        #[serde(flatten)]
        backup: Summary,
        /// Backups that were removed.
        removed: Vec<Uuid>,
    },
    /// Erasures and withdrawals were recorded.
    #[serde(rename = "note_erasures")]
    RecordErasures {
        /// The number of recorded erasures and withdrawals.
        noted: usize,
        /// The age of the newest verified backup in seconds; none if there is none.
        age_seconds: Option<i64>,
    },
    /// A backup was verified.
    Verify(Summary),
    /// A backup was restored.
    Restore(Restored),
    /// Recorded erasures and withdrawals were repeated.
    #[serde(rename = "erase_again")]
    ReapplyErasures {
        /// The number of rows that were deleted, hidden or transferred.
        erased: u64,
    },
    /// A drill passed, or was skipped.
    Drill(Drilled),
    /// No drill was due.
    #[serde(rename = "drill_if_due")]
    DrillNotDue,
    /// The list of backups.
    List {
        /// Newest first.
        backups: Vec<StoredBackup>,
    },
}

/// A backup in numbers.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Summary {
    /// Its id.
    pub id: Uuid,
    /// Its tables.
    pub tables: usize,
    /// Their rows.
    pub rows: u64,
    /// Uncompressed size in bytes.
    pub bytes: u64,
    /// Stored size in bytes.
    pub stored_bytes: u64,
}

impl From<&Manifest> for Summary {
    fn from(manifest: &Manifest) -> Self {
        Self {
            id: manifest.id,
            tables: manifest.tables.len(),
            rows: manifest.rows(),
            bytes: manifest.bytes(),
            stored_bytes: manifest.stored_bytes(),
        }
    }
}

/// Handles a request. For [`Request::Backup`], erasures are recorded first. Creating the backup gets a share of the time, and
/// its verification a share of the rest. Old backups are removed only after the new one is verified.
pub async fn handle(state: &State, request: Request, deadline: Option<Instant>) -> Result<Response> {
    match request {
        Request::Backup => {
            state.record_erasures().await?;
            let taken = state.create(share(Instant::now(), deadline, CREATE_PERCENT)).await?;
            state.verify(Some(taken.id), share(Instant::now(), deadline, VERIFY_PERCENT)).await?;
            Ok(Response::Backup { backup: Summary::from(&taken), removed: state.prune(deadline).await? })
        }
        Request::RecordErasures => {
            let noted = state.record_erasures().await?;
            let newest = state.newest().await?;
            let age = newest.map(|newest| state.age(newest.started_at));
            if let (Some(newest), Some(age)) = (newest, age) {
                record_metrics(newest, age);
            }
            record_drills(state).await?;
            Ok(Response::RecordErasures { noted, age_seconds: age.map(|age| age.as_secs()) })
        }
        Request::Verify { id } => Ok(Response::Verify(Summary::from(&state.verify(id, deadline).await?))),
        Request::Restore { id, replace } => {
            let target = if replace { Target::Anything } else { Target::Empty };
            Ok(Response::Restore(state.restore(id, target).await?))
        }
        Request::ReapplyErasures => Ok(Response::ReapplyErasures { erased: state.reapply_erasures().await? }),
        Request::Drill { id } => {
            let drilled = state.drill(id, deadline).await;
            let recorded = record_drills(state).await;
            let drilled = drilled?;
            recorded.map(|()| Response::Drill(drilled))
        }
        Request::DrillIfDue => {
            let drilled = state.drill_if_due(deadline).await;
            let recorded = record_drills(state).await;
            let drilled = drilled?.map_or(Response::DrillNotDue, Response::Drill);
            recorded.map(|()| drilled)
        }
        Request::List => Ok(Response::List { backups: state.list().await? }),
    }
}

/// The end of a percentage of the remaining time.
fn share(now: Instant, deadline: Option<Instant>, percent: u32) -> Option<Instant> {
    deadline.map(|deadline| now + deadline.saturating_duration_since(now) * percent / 100)
}

/// Records the age of the newest verified backup, when it was started, and when a backup was last verified, as metrics.
fn record_metrics(newest: Newest, age: SignedDuration) {
    let Newest { started_at, verified_at, .. } = newest;
    BACKUP_AGE_SECONDS.set(age.as_secs_f64(), []);
    for (gauge, moment) in
        [(&BACKUP_LAST_SUCCESS_TIMESTAMP_SECONDS, started_at), (&BACKUP_VERIFIED_TIMESTAMP_SECONDS, verified_at)]
    {
        gauge.set(moment.as_duration().as_secs_f64(), [KIND]);
    }
}

/// Records the age of the last drill that passed, when it ended, and whether a later one failed, as metrics.
async fn record_drills(state: &State) -> Result<()> {
    let record = state.drills().await?;
    if let Some(age) = drill_age(&record, state.now()) {
        RESTORE_DRILL_AGE_SECONDS.set(age.as_secs_f64(), []);
        RESTORE_DRILL_FAILED.set(f64::from(u8::from(record.is_failed)), []);
    }
    if let Some(passed) = record.passed_at {
        RESTORE_DRILL_LAST_SUCCESS_TIMESTAMP_SECONDS.set(passed.as_duration().as_secs_f64(), []);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn each_phase_leaves_time_for_others() {
        let begins = Instant::now();
        let ends = begins + Duration::from_secs(880);
        let taken = share(begins, Some(ends), CREATE_PERCENT).unwrap();
        assert_eq!(taken, begins + Duration::from_secs(528));
        let read = share(taken, Some(ends), VERIFY_PERCENT).unwrap();
        assert!(ends - read > Duration::from_secs(30), "{:?}", ends - read);
        let late = ends + Duration::from_secs(1);
        assert_eq!(share(late, Some(ends), VERIFY_PERCENT), Some(late), "there is nothing left to share");
        assert_eq!(share(begins, None, CREATE_PERCENT), None);
    }
}
