//! Doing what is asked for.

use crate::{Order, State};
use jiff::SignedDuration;
use serde::Serialize;
use sisuiq_backup::{Kept, Manifest, Newest, Restored, Result, Target};
use sisuiq_telemetry::metrics::{
    BACKUP_AGE_SECONDS, BACKUP_LAST_SUCCESS_TIMESTAMP_SECONDS, BACKUP_VERIFIED_TIMESTAMP_SECONDS,
};
use tokio::time::Instant;
use uuid::Uuid;

/// What metrics call what is backed up.
const KIND: &str = "postgres";

/// What was done.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Done {
    /// A backup was taken and read back.
    Backup {
        /// It.
        #[serde(flatten)]
        backup: Summary,
        /// Backups that were removed.
        removed: Vec<Uuid>,
    },
    /// Erasures were written down.
    NoteErasures {
        /// How many.
        noted: usize,
        /// How long ago the newest complete backup began, in seconds; nothing when there is none.
        age_seconds: Option<i64>,
    },
    /// A backup is whole.
    Verify(Summary),
    /// A backup was restored.
    Restore(Restored),
    /// What was erased before is erased again.
    EraseAgain {
        /// How much of it was there.
        erased: u64,
    },
    /// Those that there are.
    List {
        /// Newest first.
        backups: Vec<Kept>,
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
    /// The bytes of these.
    pub bytes: u64,
    /// The bytes that are stored of them.
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

/// Does what is asked for. Old backups are removed only behind a new one that is whole.
pub async fn backup(state: &State, order: Order, deadline: Option<Instant>) -> Result<Done> {
    match order {
        Order::Backup => {
            state.note_erasures().await?;
            let taken = state.take(deadline).await?;
            state.verify(Some(taken.id)).await?;
            Ok(Done::Backup { backup: Summary::from(&taken), removed: state.prune().await? })
        }
        Order::NoteErasures => {
            let noted = state.note_erasures().await?;
            let newest = state.newest().await?;
            let age = newest.started_at.map(|began| state.age(began));
            measure(newest, age);
            Ok(Done::NoteErasures { noted, age_seconds: age.map(|age| age.as_secs()) })
        }
        Order::Verify { id } => Ok(Done::Verify(Summary::from(&state.verify(id).await?))),
        Order::Restore { id, replace } => {
            let target = if replace { Target::Anything } else { Target::Empty };
            Ok(Done::Restore(state.restore(id, target).await?))
        }
        Order::EraseAgain => Ok(Done::EraseAgain { erased: state.erase_again().await? }),
        Order::List => Ok(Done::List { backups: state.kept().await? }),
    }
}

/// Tells how the backups stand; nothing of what there is none of.
fn measure(newest: Newest, age: Option<SignedDuration>) {
    let Newest { started_at, verified_at } = newest;
    if let Some(age) = age {
        BACKUP_AGE_SECONDS.set(age.as_secs_f64(), []);
    }
    for (gauge, moment) in
        [(&BACKUP_LAST_SUCCESS_TIMESTAMP_SECONDS, started_at), (&BACKUP_VERIFIED_TIMESTAMP_SECONDS, verified_at)]
    {
        if let Some(moment) = moment {
            gauge.set(moment.as_duration().as_secs_f64(), [KIND]);
        }
    }
}
