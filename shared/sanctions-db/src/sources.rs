//! Watched sources of sanctions lists and of law.

use jiff::{Timestamp, civil::Date};
use serde::Deserialize;
use sisuiq_db::{DatabaseError, Filters, GenericClient, List, Result, SortOrder, Transaction, query};
use sisuiq_model::{Page, SourceFormat, SourceId, SourcePart};
use tokio_postgres::{Row, types::Json};

/// A source.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Its id.
    pub id: SourceId,
    /// What it is.
    pub settings: Settings,
    /// Its files.
    pub files: Vec<File>,
    /// The time of its next run, if it is enabled.
    pub next_run_at: Timestamp,
    /// The end of the last run that read it, whether it had changed or not.
    pub read_at: Option<Timestamp>,
    /// The end of the last run that found a change.
    pub changed_at: Option<Timestamp>,
    /// The days of the first and the last list whose entries were taken over.
    pub covered: Option<(Date, Date)>,
    /// Failed runs since the last one that read it.
    pub failures: i32,
    /// Time of creation.
    pub created_at: Timestamp,
    /// Time of the last change of its settings.
    pub updated_at: Timestamp,
}

/// What a source is.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Its name, unique without regard to case.
    pub name: String,
    /// The format of its files.
    pub format: SourceFormat,
    /// The dataset whose answers rest on it.
    pub dataset: String,
    /// When it is read, such as `6h`, `1d` or `1d@04:30`.
    pub schedule: String,
    /// Whether it is read on schedule.
    pub is_enabled: bool,
    /// The score from which an entry of its list is a hit, unless a screening states another.
    pub threshold: Option<f64>,
}

/// A file of a source.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct File {
    /// Its part of the source.
    pub part: SourcePart,
    /// Its address.
    pub url: String,
}

/// Sources, by name, optionally only those of a format.
#[must_use]
pub fn list<'a>(format: Option<&'a SourceFormat>, page: &'a Page<()>) -> List<'a, Source> {
    let filters = Filters::new([]).only("format = ?", format);
    filters.list(include_str!("../queries/sources/list.sql"), page, SortOrder::by("lower(name), id"), decode)
}

/// The number of sources.
pub async fn count(client: &impl GenericClient) -> Result<i64> {
    query::one(client, include_str!("../queries/sources/count.sql"), &[], |row| Ok(row.try_get(0)?)).await
}

/// A source; `None` when there is none.
pub async fn find(client: &impl GenericClient, id: SourceId) -> Result<Option<Source>> {
    query::optional(client, include_str!("../queries/sources/find.sql"), &[&id], decode).await
}

/// Locks a source until the transaction ends. Returns whether it is enabled, `None` when there is none.
pub async fn hold(transaction: &Transaction<'_>, id: SourceId) -> Result<Option<bool>> {
    let sql = include_str!("../queries/sources/hold.sql");
    query::optional(transaction, sql, &[&id], |row| Ok(row.try_get("is_enabled")?)).await
}

/// Stores a source without files, which is due at once; `false` when the name is taken.
pub async fn insert(transaction: &Transaction<'_>, id: SourceId, settings: &Settings, now: Timestamp) -> Result<bool> {
    let Settings { name, format, dataset, schedule, is_enabled, threshold } = settings;
    let sql = include_str!("../queries/sources/insert.sql");
    let parameters: query::Parameters<'_> = &[&id, name, format, dataset, schedule, is_enabled, threshold, &now];
    Ok(query::execute(transaction, sql, parameters).await? == 1)
}

/// Changes a source that is [locked](hold), which runs next at `next_run_at`; `false` when another one has the name.
pub async fn update(
    transaction: &Transaction<'_>,
    id: SourceId,
    settings: &Settings,
    next_run_at: Timestamp,
    now: Timestamp,
) -> Result<bool> {
    let Settings { name, format, dataset, schedule, is_enabled, threshold } = settings;
    let sql = include_str!("../queries/sources/update.sql");
    let parameters: query::Parameters<'_> =
        &[&id, name, format, dataset, schedule, is_enabled, threshold, &next_run_at, &now];
    Ok(query::execute(transaction, sql, parameters).await? == 1)
}

/// Disables a source that is [locked](hold) and enabled.
pub async fn disable(transaction: &Transaction<'_>, id: SourceId, now: Timestamp) -> Result<()> {
    let sql = include_str!("../queries/sources/disable.sql");
    query::exactly("sources/disable", 1, query::execute(transaction, sql, &[&id, &now]).await?)
}

/// Enabled sources whose next run is due and that have no unfinished run, with their schedules, the most overdue first.
pub async fn list_due(client: &impl GenericClient, now: Timestamp, most: i64) -> Result<Vec<(SourceId, String)>> {
    let sql = include_str!("../queries/sources/list_due.sql");
    query::all(client, sql, &[&now, &most], |row| Ok((row.try_get("id")?, row.try_get("schedule")?))).await
}

/// Enabled sources that have no unfinished run.
pub async fn list_idle(client: &impl GenericClient) -> Result<Vec<SourceId>> {
    query::all(client, include_str!("../queries/sources/list_idle.sql"), &[], |row| Ok(row.try_get("id")?)).await
}

/// When an enabled source was added, when it was read last, and whether it fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The source.
    pub source: SourceId,
    /// Time of creation.
    pub created_at: Timestamp,
    /// The end of the last run that read it, whether it had changed or not.
    pub read_at: Option<Timestamp>,
    /// Failed runs since the last one that read it.
    pub failures: i32,
    /// Whether its last run failed because a list or a law lost more than a fifth.
    pub is_shrunken: bool,
}

/// The last readings of at most this many enabled sources, by id.
pub async fn list_readings(client: &impl GenericClient, most: i64) -> Result<Vec<Reading>> {
    query::all(client, include_str!("../queries/sources/list_readings.sql"), &[&most], |row| {
        Ok(Reading {
            source: row.try_get("id")?,
            created_at: row.try_get("created_at")?,
            read_at: row.try_get("read_at")?,
            failures: row.try_get("failures")?,
            is_shrunken: row.try_get("is_shrunken")?,
        })
    })
    .await
}

/// Sets the time of a source's next scheduled run.
pub async fn plan_run(transaction: &Transaction<'_>, id: SourceId, next_run_at: Timestamp) -> Result<()> {
    let sql = include_str!("../queries/sources/plan_run.sql");
    query::exactly("sources/plan_run", 1, query::execute(transaction, sql, &[&id, &next_run_at]).await?)
}

/// Records that a run read a source, whether it had changed, and of a list the day, if its entries were taken over.
pub async fn note_reading(
    transaction: &Transaction<'_>,
    id: SourceId,
    now: Timestamp,
    has_changed: bool,
    day: Option<Date>,
) -> Result<()> {
    let sql = include_str!("../queries/sources/note_reading.sql");
    query::exactly("sources/note_reading", 1, query::execute(transaction, sql, &[&id, &now, &has_changed, &day]).await?)
}

/// Records that a run could not read a source.
pub async fn note_failure(transaction: &Transaction<'_>, id: SourceId) -> Result<()> {
    let sql = include_str!("../queries/sources/note_failure.sql");
    query::exactly("sources/note_failure", 1, query::execute(transaction, sql, &[&id]).await?)
}

fn decode(row: &Row) -> Result<Source> {
    let covered: (Option<Date>, Option<Date>) = (row.try_get("covered_from")?, row.try_get("covered_to")?);
    let files: Option<Json<Vec<File>>> = row.try_get("files").map_err(DatabaseError::from)?;
    Ok(Source {
        id: row.try_get("id")?,
        settings: Settings {
            name: row.try_get("name")?,
            format: row.try_get("format")?,
            dataset: row.try_get("dataset")?,
            schedule: row.try_get("schedule")?,
            is_enabled: row.try_get("is_enabled")?,
            threshold: row.try_get("threshold")?,
        },
        files: files.map(|Json(files)| files).unwrap_or_default(),
        next_run_at: row.try_get("next_run_at")?,
        read_at: row.try_get("read_at")?,
        changed_at: row.try_get("changed_at")?,
        covered: covered.0.zip(covered.1),
        failures: row.try_get("failures")?,
        created_at: row.try_get("created_at")?,
        updated_at: row.try_get("updated_at")?,
    })
}
