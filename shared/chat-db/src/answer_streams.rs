//! Answers as they are told while they are written.

use jiff::Timestamp;
use serde::Serialize;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{ChatSessionId, MessageId, UserId};
use tokio_postgres::Row;

/// An answer that is told.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct AnswerStream {
    /// The id that the answer has once it is stored.
    pub id: MessageId,
    /// Who may read it.
    pub owner: UserId,
    /// The conversation that it will belong to.
    pub session: ChatSessionId,
    /// Since when it is told.
    pub started_at: Timestamp,
}

/// One event of it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct AnswerEvent {
    /// Its number, from 1.
    pub number: i32,
    /// What kind it is.
    pub name: String,
    /// Its data: JSON.
    pub data: String,
}

/// What was told so far.
#[derive(Clone, Debug)]
pub struct Told {
    /// Events, in their order.
    pub events: Vec<AnswerEvent>,
    /// Whether nothing more will come.
    pub has_ended: bool,
    /// When whoever writes it was last seen.
    pub moved_at: Timestamp,
}

/// Begins to keep an answer.
pub async fn begin(client: &impl GenericClient, stream: &AnswerStream, events: &[AnswerEvent]) -> Result<()> {
    let sql = include_str!("../queries/answer_streams/begin.sql");
    let (numbers, names, data) = columns(events);
    let AnswerStream { id, owner, session, started_at } = stream;
    let kept = query::execute(client, sql, &[id, owner, session, started_at, &numbers, &names, &data]).await?;
    query::exactly("answer_streams/begin", events.len() as u64, kept)
}

/// Keeps further events, or only that it is still being written; says whether somebody wants it stopped. With `ends` nothing more
/// comes. `None` when it is not kept any more.
pub async fn append(
    client: &impl GenericClient,
    stream: MessageId,
    events: &[AnswerEvent],
    ends: bool,
    now: Timestamp,
) -> Result<Option<bool>> {
    let sql = include_str!("../queries/answer_streams/append.sql");
    let (numbers, names, data) = columns(events);
    let parameters: query::Parameters<'_> = &[&stream, &now, &numbers, &names, &data, &ends];
    query::optional(client, sql, parameters, |row| Ok(row.try_get("is_stopped")?)).await
}

/// What was told after the event of this number, `most` events at most; `None` when this account has no such answer, or it is not
/// kept any more.
pub async fn read(
    client: &impl GenericClient,
    stream: MessageId,
    owner: UserId,
    after: i32,
    most: i64,
) -> Result<Option<Told>> {
    let sql = include_str!("../queries/answer_streams/read.sql");
    let rows = query::all(client, sql, &[&stream, &owner, &after, &most], decode).await?;
    let mut rows = rows.into_iter().peekable();
    let Some((moved_at, has_ended, _)) = rows.peek() else { return Ok(None) };
    let (moved_at, has_ended) = (*moved_at, *has_ended);
    Ok(Some(Told { events: rows.filter_map(|(_, _, event)| event).collect(), has_ended, moved_at }))
}

/// Asks whoever writes it to stop; says whether it had ended already, and nothing when this account has no such answer.
pub async fn request_stop(
    client: &impl GenericClient,
    stream: MessageId,
    owner: UserId,
    now: Timestamp,
) -> Result<Option<bool>> {
    let sql = include_str!("../queries/answer_streams/request_stop.sql");
    query::optional(client, sql, &[&stream, &owner, &now], |row| Ok(row.try_get("has_ended")?)).await
}

/// Forgets those that began before, the oldest first, `most` at most; says how many.
pub async fn delete_begun_before(client: &impl GenericClient, before: Timestamp, most: i64) -> Result<u64> {
    query::execute(client, include_str!("../queries/answer_streams/delete_begun_before.sql"), &[&before, &most]).await
}

fn columns(events: &[AnswerEvent]) -> (Vec<i32>, Vec<&str>, Vec<&str>) {
    let numbers = events.iter().map(|event| event.number).collect();
    let names = events.iter().map(|event| event.name.as_str()).collect();
    (numbers, names, events.iter().map(|event| event.data.as_str()).collect())
}

fn decode(row: &Row) -> Result<(Timestamp, bool, Option<AnswerEvent>)> {
    let number: Option<i32> = row.try_get("number")?;
    let event = match number {
        Some(number) => Some(AnswerEvent { number, name: row.try_get("name")?, data: row.try_get("data")? }),
        None => None,
    };
    Ok((row.try_get("moved_at")?, row.try_get("has_ended")?, event))
}
