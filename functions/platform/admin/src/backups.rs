//! `GET /api/admin/backups`: whether there is a backup, how old it is, and whether it can be read and restored.

use axum::extract::State as Extract;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use sisuiq_admin_db::{
    backups::{self, Backup, Newest},
    restore_drills::{self, RestoreDrill},
};
use sisuiq_http::{Forbidden, Json, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{User, capabilities};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::State;

/// The time from one backup to the next, as the schedule in the template sets it.
const EVERY: SignedDuration = SignedDuration::from_hours(24);
/// The age of the newest verified backup above which one is overdue. It leaves two hours for a backup and its delays.
const OLDEST: SignedDuration = SignedDuration::from_hours(26);
/// The number of backups in the response.
const MOST: i64 = 50;

/// The state of the backups.
#[derive(Serialize, ToSchema)]
pub(crate) struct BackupsOut {
    /// When the newest verified backup was taken; null if there is none.
    #[schema(value_type = Option<String>, format = DateTime, example = "2026-11-20T02:00:00Z")]
    last_complete_at: Option<Timestamp>,
    /// The age of that backup in seconds.
    #[schema(example = 3_600, minimum = 0)]
    age_seconds: Option<i64>,
    /// The stored size of that backup in bytes.
    #[schema(example = 48_211_904, minimum = 0)]
    stored_bytes: Option<i64>,
    /// When a backup was last verified by reading it back completely.
    #[schema(value_type = Option<String>, format = DateTime, example = "2026-11-20T02:01:10Z")]
    last_verified_at: Option<Timestamp>,
    /// The approximate time of the next backup; null before the first one.
    #[schema(value_type = Option<String>, format = DateTime, example = "2026-11-21T02:00:00Z")]
    next_at: Option<Timestamp>,
    /// True if the newest verified backup is older than 26 hours or missing.
    is_overdue: bool,
    /// The last restore drill; null before the first one.
    last_drill: Option<DrillOut>,
    /// The newest 50, newest first.
    items: Vec<BackupOut>,
}

/// A backup.
#[derive(Serialize, ToSchema)]
pub(crate) struct BackupOut {
    /// Its id.
    #[schema(example = "01a1f817-be22-7488-a6c4-3b6277bbea44")]
    id: Uuid,
    /// `running`, `complete` or `failed`.
    #[schema(example = "complete")]
    status: String,
    /// When it started: it contains the data stored by then.
    #[schema(value_type = String, format = DateTime, example = "2026-11-20T02:00:00Z")]
    started_at: Timestamp,
    /// When it completed or failed.
    #[schema(value_type = Option<String>, format = DateTime, example = "2026-11-20T02:00:58Z")]
    finished_at: Option<Timestamp>,
    /// The number of tables.
    #[schema(example = 38, minimum = 0)]
    tables: i32,
    /// The number of rows.
    #[schema(example = 120_533, minimum = 0)]
    rows: i64,
    /// The size of these rows in bytes.
    #[schema(example = 190_211_904, minimum = 0)]
    bytes: i64,
    /// The stored size in bytes.
    #[schema(example = 48_211_904, minimum = 0)]
    stored_bytes: i64,
    /// When it was last verified by reading it back completely.
    #[schema(value_type = Option<String>, format = DateTime, example = "2026-11-20T02:01:10Z")]
    verified_at: Option<Timestamp>,
    /// The reason of the failure.
    #[schema(example = "the time was not sufficient")]
    error: Option<String>,
}

/// A drill: a backup was restored beside the live data, compared, asked, and discarded.
#[derive(Serialize, ToSchema)]
pub(crate) struct DrillOut {
    /// Its id.
    #[schema(example = "01a1f81c-0a3e-7d0c-9a55-2f5d5a3f6c11")]
    id: Uuid,
    /// `running`, `passed`, `failed` or `skipped`.
    #[schema(example = "passed")]
    status: String,
    /// When it started.
    #[schema(value_type = String, format = DateTime, example = "2026-11-20T03:00:00Z")]
    started_at: Timestamp,
    /// When it ended.
    #[schema(value_type = Option<String>, format = DateTime, example = "2026-11-20T03:02:10Z")]
    finished_at: Option<Timestamp>,
    /// The backup; null if there was none.
    #[schema(example = "01a1f817-be22-7488-a6c4-3b6277bbea44")]
    backup_id: Option<Uuid>,
    /// The number of restored tables that equal those of the backup.
    #[schema(example = 38, minimum = 0)]
    tables: i32,
    /// The number of their rows.
    #[schema(example = 120_533, minimum = 0)]
    rows: i64,
    /// The number of passages in the backup of documents that have not changed since.
    #[schema(example = 5_120, minimum = 0)]
    points_expected: i64,
    /// The number of points of these documents in the vector store.
    #[schema(example = 5_120, minimum = 0)]
    points_found: i64,
    /// The number of questions: five, less those about something that the backup has none of.
    #[schema(example = 5, minimum = 0, maximum = 5)]
    questions_asked: i32,
    /// The number of questions with the expected answer.
    #[schema(example = 5, minimum = 0, maximum = 5)]
    questions_answered: i32,
    /// The reason why it failed or was skipped.
    #[schema(example = "there is no verified backup yet")]
    error: Option<String>,
}

/// Get the backup status
///
/// When the last verified backup of the database was taken and verified, its size, when the next one is due, the result of
/// the last restore drill, and the newest 50 backups.
#[utoipa::path(
    get,
    path = "/api/admin/backups",
    tag = "admin",
    responses((status = 200, body = BackupsOut), Unauthorized, Forbidden, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn read(
    _caller: User<capabilities::SystemManage>,
    Extract(state): Extract<State>,
) -> Result<Json<BackupsOut>> {
    let connection = state.database.connection().await?;
    let newest = backups::newest(&connection).await?;
    let known = backups::list(&connection, MOST).await?;
    let drill = restore_drills::find_last(&connection).await?;
    Ok(Json(BackupsOut { last_drill: drill.map(DrillOut::from), ..BackupsOut::at(state.clock.now(), newest, known) }))
}

impl BackupsOut {
    fn at(now: Timestamp, newest: Option<Newest>, known: Vec<Backup>) -> Self {
        let age = newest.map(|newest| now.duration_since(newest.started_at));
        Self {
            last_complete_at: newest.map(|newest| newest.started_at),
            age_seconds: age.map(|age| age.as_secs().max(0)),
            stored_bytes: newest.map(|newest| newest.stored_bytes),
            last_verified_at: newest.map(|newest| newest.verified_at),
            next_at: known.first().map(|backup| backup.started_at + EVERY),
            is_overdue: age.is_none_or(|age| age > OLDEST),
            last_drill: None,
            items: known.into_iter().map(BackupOut::from).collect(),
        }
    }
}

impl From<Backup> for BackupOut {
    fn from(backup: Backup) -> Self {
        Self {
            id: backup.id,
            status: backup.status,
            started_at: backup.started_at,
            finished_at: backup.finished_at,
            tables: backup.extent.tables,
            rows: backup.extent.rows,
            bytes: backup.extent.bytes,
            stored_bytes: backup.extent.stored_bytes,
            verified_at: backup.verified_at,
            error: backup.error,
        }
    }
}

impl From<RestoreDrill> for DrillOut {
    fn from(RestoreDrill { id, status, started_at, finished_at, findings, error }: RestoreDrill) -> Self {
        Self {
            id,
            status,
            started_at,
            finished_at,
            backup_id: findings.backup,
            tables: findings.tables,
            rows: findings.rows,
            points_expected: findings.points_expected,
            points_found: findings.points_found,
            questions_asked: findings.questions_asked,
            questions_answered: findings.questions_answered,
            error,
        }
    }
}
