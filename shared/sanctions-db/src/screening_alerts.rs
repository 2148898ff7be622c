//! Alerts: entries of lists that resemble a subject of screening.

use jiff::{Timestamp, civil::Date};
use serde_json::Value;
use sisuiq_db::{Filters, GenericClient, List, Result, SortOrder, Transaction, query};
use sisuiq_model::{
    AlertDecisionId, AlertId, AlertOpening, AlertOutcome, AlertStatus, ListEntityId, ListEntityKind, Page, SourceId,
    SourceRunId, UserId,
};
use tokio_postgres::Row;

use crate::alert_decisions::{AlertDecision, decision};

/// An entry that resembles a subject.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The id of its alert, if it is the first one.
    pub id: AlertId,
    /// The entry.
    pub entity: ListEntityId,
    /// The name of the entry that is most alike.
    pub listed_name: String,
    /// The score.
    pub score: f64,
    /// The score from which it was found.
    pub threshold: f64,
    /// The reasons for the score.
    pub explanation: Value,
    /// The version of the list.
    pub list_version: SourceRunId,
    /// When that version was stored.
    pub listed_at: Timestamp,
    /// The version of the entry.
    pub entity_version: i32,
    /// The SHA-256 of what the list says.
    pub content_sha256: Vec<u8>,
}

/// A screening whose alerts are renewed.
#[derive(Clone, Debug, PartialEq)]
pub struct Renewal {
    /// The identity of the subject.
    pub subject_key: Vec<u8>,
    /// The identity of its name.
    pub name_key: Vec<u8>,
    /// The subject as it was given.
    pub subject: Value,
    /// Its name.
    pub subject_name: String,
    /// When the subject was screened.
    pub at: Timestamp,
    /// The day on which decisions may have expired.
    pub today: Date,
    /// When the alerts are deleted, unless they are renewed.
    pub expires_at: Timestamp,
}

/// An alert of a subject, in short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubjectAlert {
    /// Its id.
    pub id: AlertId,
    /// The entry.
    pub entity: ListEntityId,
    /// Its progress.
    pub status: AlertStatus,
    /// Why it was opened last.
    pub opening: AlertOpening,
    /// When.
    pub opened_at: Timestamp,
    /// What was decided about it.
    pub decision: Option<AlertDecision>,
}

/// An alert with both sides.
#[derive(Clone, Debug, PartialEq)]
pub struct Alert {
    /// Its id, its entry and its progress.
    pub of_subject: SubjectAlert,
    /// The source of the list, and its name.
    pub source: (SourceId, String),
    /// The publisher's key of the entry.
    pub key: String,
    /// The identity of the subject.
    pub subject_key: Vec<u8>,
    /// The subject as it was given.
    pub subject: Value,
    /// The name of the entry that is most alike.
    pub listed_name: String,
    /// The score.
    pub score: f64,
    /// The threshold of the screening.
    pub threshold: f64,
    /// The reasons for the score.
    pub explanation: Value,
    /// The version of the list, and its day.
    pub list_version: (SourceRunId, Date),
    /// The version of the entry.
    pub entity_version: i32,
    /// The kind of the entry.
    pub kind: ListEntityKind,
    /// The name under which the list has it.
    pub entity_name: String,
    /// The day of the list that no longer said it; `None` if the latest one does.
    pub valid_to: Option<Date>,
    /// What the list says.
    pub content: Value,
    /// When the subject was screened last.
    pub screened_at: Timestamp,
}

/// Which alerts a list has.
#[derive(Clone, Debug, Default)]
pub struct AlertFilters {
    /// Only this one.
    pub id: Option<AlertId>,
    /// Only those with this progress.
    pub status: Option<AlertStatus>,
    /// Only those of entries of this source.
    pub source: Option<SourceId>,
    /// A pattern of the subject's or the entry's name, in lower case.
    pub pattern: Option<String>,
}

/// An alert that nobody else decides about at the same time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldAlert {
    /// Its progress as stored.
    pub status: AlertStatus,
    /// The first day on which its decision no longer holds.
    pub decision_expires_on: Option<Date>,
    /// The version of the entry.
    pub entity_version: i32,
    /// The SHA-256 of what the list says.
    pub content_sha256: Vec<u8>,
    /// The decision that waits or holds: its id, what was decided, and who did, unless the account was erased.
    pub decision: Option<(AlertDecisionId, AlertOutcome, Option<UserId>)>,
}

impl HeldAlert {
    /// Whether a decision waits of which nobody knows any more who made it: that account was erased, so no other one can be told from it.
    #[must_use]
    pub fn waits_for_nobody(&self) -> bool {
        self.status == AlertStatus::AwaitingConfirmation && matches!(self.decision, Some((_, _, None)))
    }
}

/// Lets screenings of one subject renew its alerts one after the other.
pub async fn lock_subject(transaction: &Transaction<'_>, subject_key: &[u8]) -> Result<()> {
    query::execute(transaction, include_str!("../queries/screening_alerts/lock_subject.sql"), &[&subject_key]).await?;
    Ok(())
}

/// Opens alerts again whose decision has expired, or is about something else than the list says now. Returns their number.
pub async fn reopen(transaction: &Transaction<'_>, renewal: &Renewal, found: &[Found]) -> Result<u64> {
    let entities: Vec<ListEntityId> = found.iter().map(|found| found.entity).collect();
    let hashes: Vec<&[u8]> = found.iter().map(|found| found.content_sha256.as_slice()).collect();
    let times: Vec<Timestamp> = found.iter().map(|found| found.listed_at).collect();
    let Renewal { subject_key, at, today, .. } = renewal;
    let sql = include_str!("../queries/screening_alerts/reopen.sql");
    query::execute(transaction, sql, &[subject_key, today, at, &entities, &hashes, &times]).await
}

/// Opens alerts for what was found, or renews those that there are. What was decided about them stays.
pub async fn renew(transaction: &Transaction<'_>, renewal: &Renewal, found: &[Found]) -> Result<()> {
    let Renewal { subject_key, name_key, subject, subject_name, at, expires_at, .. } = renewal;
    let ids: Vec<AlertId> = found.iter().map(|found| found.id).collect();
    let entities: Vec<ListEntityId> = found.iter().map(|found| found.entity).collect();
    let listed: Vec<&str> = found.iter().map(|found| found.listed_name.as_str()).collect();
    let names: Vec<String> =
        found.iter().map(|found| format!("{subject_name}\n{}", found.listed_name).to_lowercase()).collect();
    let scores: Vec<f64> = found.iter().map(|found| found.score).collect();
    let thresholds: Vec<f64> = found.iter().map(|found| found.threshold).collect();
    let explanations: Vec<&Value> = found.iter().map(|found| &found.explanation).collect();
    let versions: Vec<SourceRunId> = found.iter().map(|found| found.list_version).collect();
    let times: Vec<Timestamp> = found.iter().map(|found| found.listed_at).collect();
    let numbers: Vec<i32> = found.iter().map(|found| found.entity_version).collect();
    let hashes: Vec<&[u8]> = found.iter().map(|found| found.content_sha256.as_slice()).collect();
    let sql = include_str!("../queries/screening_alerts/renew.sql");
    let parameters: query::Parameters<'_> = &[
        subject_key,
        at,
        subject,
        name_key,
        expires_at,
        &ids,
        &entities,
        &listed,
        &names,
        &scores,
        &thresholds,
        &explanations,
        &versions,
        &times,
        &numbers,
        &hashes,
    ];
    query::execute(transaction, sql, parameters).await?;
    Ok(())
}

/// The alerts of a subject for these entries, in no order.
pub async fn list_of_subject(
    client: &impl GenericClient,
    subject_key: &[u8],
    entities: &[ListEntityId],
) -> Result<Vec<SubjectAlert>> {
    let sql = include_str!("../queries/screening_alerts/list_of_subject.sql");
    query::all(client, sql, &[&subject_key, &entities], of_subject).await
}

/// Alerts, those that were opened last first. An alert whose decision has expired by `today` is open.
#[must_use]
pub fn list<'a>(filters: &'a AlertFilters, today: &'a Date, page: &'a Page<()>) -> List<'a, Alert> {
    let AlertFilters { id, status, source, pattern } = filters;
    let newest = SortOrder::with_cursor("opened_at DESC, id DESC", "alerts.opened_at, alerts.id");
    let decided = status.as_ref().filter(|status| **status != AlertStatus::Open);
    let sql = if *status == Some(AlertStatus::Open) {
        include_str!("../queries/screening_alerts/list_open.sql")
    } else {
        include_str!("../queries/screening_alerts/list.sql")
    };
    Filters::new([today])
        .only("alerts.id = ?", id.as_ref())
        .only("alerts.status = ? AND (alerts.decision_expires_on IS NULL OR alerts.decision_expires_on > $1)", decided)
        .only("alerts.entity_id IN (SELECT id FROM list_entities WHERE source_id = ?)", source.as_ref())
        .only("alerts.names LIKE ?", pattern.as_ref())
        .list(sql, page, newest, decode)
}

/// Locks an alert; `None` when there is none.
pub async fn hold(transaction: &Transaction<'_>, id: AlertId) -> Result<Option<HeldAlert>> {
    query::optional(transaction, include_str!("../queries/screening_alerts/hold.sql"), &[&id], |row| {
        let (decision, outcome): (Option<AlertDecisionId>, Option<AlertOutcome>) =
            (row.try_get("decision_id")?, row.try_get("outcome")?);
        let decided_by: Option<UserId> = row.try_get("decided_by")?;
        Ok(HeldAlert {
            status: row.try_get("status")?,
            decision_expires_on: row.try_get("decision_expires_on")?,
            entity_version: row.try_get("entity_version")?,
            content_sha256: row.try_get("content_sha256")?,
            decision: decision.zip(outcome).map(|(id, outcome)| (id, outcome, decided_by)),
        })
    })
    .await
}

/// Sets the progress of an alert that is [held](hold), with its decision.
pub async fn decide(
    transaction: &Transaction<'_>,
    id: AlertId,
    status: AlertStatus,
    decision: AlertDecisionId,
    expires_on: Option<Date>,
) -> Result<()> {
    let sql = include_str!("../queries/screening_alerts/decide.sql");
    let decided = query::execute(transaction, sql, &[&id, &status, &decision, &expires_on]).await?;
    query::exactly("screening_alerts/decide", 1, decided)
}

/// Opens an alert again that is [held](hold).
pub async fn open(transaction: &Transaction<'_>, id: AlertId, opening: AlertOpening, now: Timestamp) -> Result<()> {
    let sql = include_str!("../queries/screening_alerts/open.sql");
    query::exactly("screening_alerts/open", 1, query::execute(transaction, sql, &[&id, &opening, &now]).await?)
}

/// The identities of the subjects that have this identity or this name, in order.
pub async fn list_subjects(
    client: &impl GenericClient,
    subject_key: Option<&[u8]>,
    name_key: Option<&[u8]>,
) -> Result<Vec<Vec<u8>>> {
    let sql = include_str!("../queries/screening_alerts/list_subjects.sql");
    query::all(client, sql, &[&subject_key, &name_key], |row| Ok(row.try_get("subject_key")?)).await
}

/// Erases the alerts of subjects that are [locked](lock_subject), with decisions that there are still. Returns their number.
pub async fn erase(transaction: &Transaction<'_>, subjects: &[Vec<u8>]) -> Result<u64> {
    query::execute(transaction, include_str!("../queries/screening_alerts/erase.sql"), &[&subjects]).await
}

/// Deletes alerts, with their decisions, that expired before a time, at most `most`.
pub async fn delete_expired(client: &impl GenericClient, before: Timestamp, most: i64) -> Result<u64> {
    query::execute(client, include_str!("../queries/screening_alerts/delete_expired.sql"), &[&before, &most]).await
}

fn of_subject(row: &Row) -> Result<SubjectAlert> {
    Ok(SubjectAlert {
        id: row.try_get("id")?,
        entity: row.try_get("entity_id")?,
        status: row.try_get("status")?,
        opening: row.try_get("opening")?,
        opened_at: row.try_get("opened_at")?,
        decision: decision(row)?,
    })
}

fn decode(row: &Row) -> Result<Alert> {
    Ok(Alert {
        of_subject: of_subject(row)?,
        source: (row.try_get("source_id")?, row.try_get("source_name")?),
        key: row.try_get("key")?,
        subject_key: row.try_get("subject_key")?,
        subject: row.try_get("subject")?,
        listed_name: row.try_get("listed_name")?,
        score: row.try_get("score")?,
        threshold: row.try_get("threshold")?,
        explanation: row.try_get("explanation")?,
        list_version: (row.try_get("list_version")?, row.try_get("list_day")?),
        entity_version: row.try_get("entity_version")?,
        kind: row.try_get("kind")?,
        entity_name: row.try_get("entity_name")?,
        valid_to: row.try_get("valid_to")?,
        content: row.try_get("content")?,
        screened_at: row.try_get("screened_at")?,
    })
}
