//! Event streams of answers that are being written.

use jiff::Timestamp;
use serde::Serialize;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{ChatSessionId, MessageId, UserId};
use tokio_postgres::Row;

/// An answer that is streamed.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct AnswerStream {
    /// The id that the answer has once it is stored.
    pub id: MessageId,
    /// Owner.
    pub owner: UserId,
    /// The conversation that it will belong to.
    pub session: ChatSessionId,
    /// Time of the beginning.
    pub started_at: Timestamp,
}

/// One event of it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct AnswerEvent {
    /// Its number, from 1.
    pub number: i32,
    /// Name of the event.
    pub name: String,
    /// Its data: JSON.
    pub data: String,
}

/// The events of a stream so far.
#[derive(Clone, Debug)]
pub struct StreamedEvents {
    /// Events, in their order.
    pub events: Vec<AnswerEvent>,
    /// `true` if the stream has ended.
    pub has_ended: bool,
    /// Time of the writer's last sign of life.
    pub moved_at: Timestamp,
}

/// Begins a stream.
pub async fn begin(client: &impl GenericClient, stream: &AnswerStream, events: &[AnswerEvent]) -> Result<()> {
    let sql = include_str!("../queries/answer_streams/begin.sql");
    let (numbers, names, data) = columns(events);
    let AnswerStream { id, owner, session, started_at } = stream;
    let kept = query::execute(client, sql, &[id, owner, session, started_at, &numbers, &names, &data]).await?;
    query::exactly("answer_streams/begin", events.len() as u64, kept)
}

/// Stores further events, or only that the answer is still being written; returns whether a stop was requested. `ends` marks the
/// end of the stream. `None` when the stream no longer exists.
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

/// Reads the events after the one of this number, at most `most`; `None` when this account has no such stream, or it no longer
/// exists.
pub async fn read(
    client: &impl GenericClient,
    stream: MessageId,
    owner: UserId,
    after: i32,
    most: i64,
) -> Result<Option<StreamedEvents>> {
    let sql = include_str!("../queries/answer_streams/read.sql");
    let rows = query::all(client, sql, &[&stream, &owner, &after, &most], decode).await?;
    let mut rows = rows.into_iter().peekable();
    let Some((moved_at, has_ended, _)) = rows.peek() else { return Ok(None) };
    let (moved_at, has_ended) = (*moved_at, *has_ended);
    Ok(Some(StreamedEvents { events: rows.filter_map(|(_, _, event)| event).collect(), has_ended, moved_at }))
}

/// Asks the writer to stop; returns whether the stream had ended already, and `None` when this account has no such stream.
pub async fn request_stop(
    client: &impl GenericClient,
    stream: MessageId,
    owner: UserId,
    now: Timestamp,
) -> Result<Option<bool>> {
    let sql = include_str!("../queries/answer_streams/request_stop.sql");
    query::optional(client, sql, &[&stream, &owner, &now], |row| Ok(row.try_get("has_ended")?)).await
}

/// Deletes streams that began before `before`, the oldest first, at most `most`; returns how many.
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
