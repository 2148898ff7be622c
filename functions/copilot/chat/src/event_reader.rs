//! Reads the stored events of an answer, while it is written and afterwards.

use crate::{
    State,
    sse::{EventResult, Failed, numbered},
};
use futures::{Stream, StreamExt, stream};
use jiff::SignedDuration;
use sisuiq_chat_db::answer_streams::{self, AnswerEvent, AnswerStream, StreamedEvents};
use sisuiq_http::Result;
use sisuiq_model::{MessageId, UserId};
use std::time::Duration;
use tokio::time::sleep;
use tracing::warn;

/// The pause before looking for more events, when the last read found none.
const PAUSE: Duration = Duration::from_millis(200);
/// The most events that are read at once.
const MOST: i64 = 500;
/// The time without a flush by its writer after which an answer counts as abandoned.
const ABANDONED_AFTER: SignedDuration = SignedDuration::from_secs(15);
const CUT_OFF: &str = "the answer was cut off before its end; please ask again";

/// A reader of one answer's events. It remembers the last event that it read.
pub(crate) struct EventReader {
    state: State,
    id: MessageId,
    owner: UserId,
    after: i32,
}

impl EventReader {
    /// A reader of this stream, from its first event on.
    pub(crate) const fn new(state: State, stream: AnswerStream) -> Self {
        Self::of_answer(state, stream.id, stream.owner)
    }

    /// A reader of the events of this account's answer.
    pub(crate) const fn of_answer(state: State, id: MessageId, owner: UserId) -> Self {
        Self { state, id, owner, after: 0 }
    }

    /// The events after this number, for a client that is already receiving. Ends when they cannot be read.
    pub(crate) fn rest(mut self, after: i32) -> impl Stream<Item = EventResult> {
        self.after = after;
        let read = async move { self.read_or_end().await.map(|read| self.follow(read)) };
        stream::once(read).filter_map(std::future::ready).flatten()
    }

    /// The events after this number. `None` when this account has no such answer, or its events are no longer stored.
    pub(crate) async fn events_after(mut self, after: i32) -> Result<Option<impl Stream<Item = EventResult>>> {
        self.after = after;
        let read = self.read().await?;
        Ok(read.map(|read| self.follow(read)))
    }

    /// Reads the next events. `None` when this account has no such answer, or its events are no longer stored.
    async fn read(&mut self) -> Result<Option<StreamedEvents>> {
        let connection = self.state.database.connection().await?;
        let read = answer_streams::read(&connection, self.id, self.owner, self.after, MOST).await?;
        if let Some(last) = read.as_ref().and_then(|read| read.events.last()) {
            self.after = last.number;
        }
        Ok(read)
    }

    /// Reads the next events. `None` when they cannot be read: the client misses the last event, and resumes later.
    async fn read_or_end(&mut self) -> Option<StreamedEvents> {
        self.read().await.unwrap_or_else(|problem| {
            warn!(status = %problem.status(), "the events of an answer cannot be read");
            None
        })
    }

    /// All events up to the last one.
    fn follow(self, read: StreamedEvents) -> impl Stream<Item = EventResult> {
        stream::unfold((self, Some(read)), |(mut reader, read)| async move {
            let read = read?;
            // a full read of an ended stream may leave events behind it
            let is_last = read.has_ended && read.events.len() < usize::try_from(MOST).unwrap_or(usize::MAX);
            let is_abandoned = !read.has_ended && read.events.is_empty() && reader.is_abandoned(&read);
            let events: Vec<EventResult> = read.events.into_iter().map(|event| Ok(numbered(event))).collect();
            if is_abandoned {
                return Some((vec![Ok(numbered(reader.cut_off()))], (reader, None)));
            }
            if is_last {
                return Some((events, (reader, None)));
            }
            if events.is_empty() {
                sleep(PAUSE).await;
            }
            let next = reader.read_or_end().await;
            Some((events, (reader, next)))
        })
        .flat_map(stream::iter)
    }

    fn is_abandoned(&self, read: &StreamedEvents) -> bool {
        self.state.clock.now().duration_since(read.moved_at) > ABANDONED_AFTER
    }

    fn cut_off(&self) -> AnswerEvent {
        let data = serde_json::to_string(&Failed { message: CUT_OFF }).unwrap_or_default();
        AnswerEvent { number: self.after + 1, name: "error".to_owned(), data }
    }
}
