//! Publishes an answer's events to the live client, and persists them so that a client can resume.

use crate::{
    State,
    sse::{Failed, Token},
};
use serde::Serialize;
use serde_json::value::RawValue;
use sisuiq_chat_db::answer_streams::{self, AnswerEvent, AnswerStream};
use sisuiq_clock::Clock;
use sisuiq_db::{Database, DatabaseError};
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{
    sync::{mpsc, watch},
    task::JoinHandle,
    time::sleep,
};
use tracing::{Instrument, warn};

/// The interval at which events are persisted and a stop request is looked for. A stop takes effect within this time and a round
/// trip. A flush without events shows readers that the answer is still being written.
const FLUSH_INTERVAL: Duration = Duration::from_millis(200);
/// The most events that wait for the live client. A client that falls further behind reads the rest from the store.
pub(super) const CHANNEL_CAPACITY: usize = 1_024;

/// Publishes the events of one answer. A disabled publisher does nothing. Clones publish to the same stream.
#[derive(Clone)]
pub(super) struct EventPublisher(Option<Arc<Inner>>);

struct Inner {
    stream: AnswerStream,
    database: Database,
    clock: Clock,
    /// The live client. `None` once it is too slow or gone.
    live: Mutex<Option<mpsc::Sender<AnswerEvent>>>,
    buffer: Mutex<Buffer>,
    /// Locked while events are persisted, so that none is persisted twice.
    flushing: tokio::sync::Mutex<()>,
}

/// The events that are published and not yet persisted.
#[derive(Default)]
struct Buffer {
    last_number: i32,
    pending: Vec<AnswerEvent>,
}

/// Persists events until it is dropped, and knows when the answer is to be stopped.
pub(super) struct FlushTask {
    stop: watch::Receiver<bool>,
    task: Option<JoinHandle<()>>,
}

impl EventPublisher {
    /// A publisher without a client, for answers that are delivered as a whole.
    pub(super) const fn disabled() -> Self {
        Self(None)
    }

    /// A publisher of this stream.
    pub(super) fn new(state: &State, stream: AnswerStream, live: mpsc::Sender<AnswerEvent>) -> Self {
        let (database, clock) = (state.database.clone(), state.clock.clone());
        Self(Some(Arc::new(Inner {
            stream,
            database,
            clock,
            live: Mutex::new(Some(live)),
            buffer: Mutex::default(),
            flushing: tokio::sync::Mutex::default(),
        })))
    }

    /// Publishes an event. It is persisted later.
    pub(super) fn publish(&self, name: &str, data: &impl Serialize) {
        if let Some(inner) = &self.0 {
            inner.publish(name, data);
        }
    }

    /// Publishes a piece of the text.
    pub(super) fn publish_text(&self, text: &str) {
        if !text.is_empty() {
            self.publish("token", &Token { content: text });
        }
    }

    /// Persists the stream and its first event, then publishes it. From then on other clients can read the stream.
    pub(super) async fn open(&self, name: &str, data: &impl Serialize) -> Result<(), DatabaseError> {
        let Some(inner) = &self.0 else { return Ok(()) };
        let event = inner.number(name, data);
        let connection = inner.database.connection().await?;
        answer_streams::begin(&connection, &inner.stream, std::slice::from_ref(&event)).await?;
        drop(connection);
        inner.send(event);
        Ok(())
    }

    /// Persists events from now on, every 200 ms.
    pub(super) fn start_flushing(&self) -> FlushTask {
        let (stop, stopped) = watch::channel(false);
        let flush = |inner: Arc<Inner>| tokio::spawn(async move { inner.flush_forever(stop).await }.in_current_span());
        FlushTask { stop: stopped, task: self.0.clone().map(flush) }
    }

    /// The events that are not yet persisted, followed by a last one. The caller persists them and then publishes the last one by
    /// [`EventPublisher::publish_stored`]. `None` for a disabled publisher.
    pub(super) async fn prepare_last(&self, name: &str, data: &impl Serialize) -> Option<Vec<AnswerEvent>> {
        let inner = self.0.as_ref()?;
        // a flush that is under way ends first, so that this list does not have its events once more
        let _flushing = inner.flushing.lock().await;
        let last = inner.number(name, data);
        let mut events = inner.buffer().pending.clone();
        events.push(last);
        Some(events)
    }

    /// Publishes an event that is persisted already.
    pub(super) fn publish_stored(&self, event: Option<AnswerEvent>) {
        if let (Some(inner), Some(event)) = (&self.0, event) {
            inner.send(event);
        }
    }

    /// Publishes the reason why an answer is not stored.
    pub(super) async fn fail(&self, failed: &Failed) {
        match serde_json::value::to_raw_value(failed) {
            Ok(data) => self.end(&[("error", &data)]).await,
            Err(error) => tracing::error!(%error, "the event of a failure cannot be written"),
        }
    }

    /// Publishes and persists the last events of an answer that is not stored. When they cannot be persisted, only the live client
    /// receives them.
    pub(super) async fn end(&self, events: &[(&str, &RawValue)]) {
        let Some(inner) = &self.0 else { return };
        let _flushing = inner.flushing.lock().await;
        let mut last = inner.buffer().pending.clone();
        for (name, data) in events {
            let event = inner.number(name, data);
            last.push(event.clone());
            inner.send(event);
        }
        let append = async {
            let connection = inner.database.connection().await?;
            answer_streams::append(&connection, inner.stream.id, &last, true, inner.clock.now()).await
        };
        if let Err(error) = append.await {
            warn!(error = &error as &dyn std::error::Error, "the last events of an answer are not persisted");
        }
    }
}

impl Inner {
    fn buffer(&self) -> MutexGuard<'_, Buffer> {
        self.buffer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn publish(&self, name: &str, data: &impl Serialize) {
        let event = self.number(name, data);
        self.buffer().pending.push(event.clone());
        self.send(event);
    }

    fn number(&self, name: &str, data: &impl Serialize) -> AnswerEvent {
        let data = serde_json::to_string(data).unwrap_or_else(|error| {
            tracing::error!(%error, name, "an event cannot be written");
            "{}".to_owned()
        });
        let mut buffer = self.buffer();
        buffer.last_number += 1;
        AnswerEvent { number: buffer.last_number, name: name.to_owned(), data }
    }

    /// Sends an event to the live client. A client that is gone or too slow does not hold up the answer.
    fn send(&self, event: AnswerEvent) {
        let mut live = self.live.lock().unwrap_or_else(PoisonError::into_inner);
        if live.as_ref().is_some_and(|live| live.try_send(event).is_err()) {
            *live = None;
        }
    }

    async fn flush_forever(&self, stop: watch::Sender<bool>) {
        loop {
            sleep(FLUSH_INTERVAL).await;
            match self.flush().await {
                Ok(Some(false)) => {}
                // the caller asked to stop, or the stream was deleted with its conversation
                Ok(Some(true) | None) => {
                    stop.send_replace(true);
                }
                Err(error) => {
                    warn!(error = &error as &dyn std::error::Error, "the events of an answer are not persisted yet");
                }
            }
        }
    }

    /// Persists the pending events. Returns whether the caller asked to stop, or `None` when the stream no longer exists.
    async fn flush(&self) -> Result<Option<bool>, DatabaseError> {
        let _flushing = self.flushing.lock().await;
        let pending = self.buffer().pending.clone();
        let connection = self.database.connection().await?;
        let flushed = answer_streams::append(&connection, self.stream.id, &pending, false, self.clock.now()).await?;
        self.buffer().pending.drain(..pending.len());
        Ok(flushed)
    }
}

impl FlushTask {
    /// Returns when the caller asks to stop, or the stream no longer exists.
    pub(super) async fn stopped(&mut self) {
        if self.stop.wait_for(|stop| *stop).await.is_err() {
            // a disabled publisher has no stream that could be stopped
            std::future::pending::<()>().await;
        }
    }
}

impl Drop for FlushTask {
    fn drop(&mut self) {
        if let Some(task) = &self.task {
            task.abort();
        }
    }
}
