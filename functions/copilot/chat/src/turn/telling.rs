//! How an answer is told while it is written: to whoever listens now, and to whoever reads on later.

use crate::{
    State,
    stream::{Failed, Token},
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

/// How often what was told is kept, and looked whether it is to stop. A stop is noticed within this time and a round trip.
const PAUSE: Duration = Duration::from_millis(200);
/// So many events wait for whoever listens; more than an answer has that is not kept while it is made. A listener that is slower
/// reads on from what is kept.
pub(crate) const AHEAD: usize = 1_024;

/// Where an answer is told; nobody may be listening. Clones tell the same.
#[derive(Clone)]
pub(crate) struct Telling(Option<Arc<Told>>);

struct Told {
    stream: AnswerStream,
    database: Database,
    clock: Clock,
    /// Nothing once whoever listens is too slow.
    live: Mutex<Option<mpsc::Sender<AnswerEvent>>>,
    log: Mutex<Log>,
    /// Held while events are being kept, so that none is kept twice.
    keeping: tokio::sync::Mutex<()>,
}

/// What was told, as far as it is not kept.
#[derive(Default)]
struct Log {
    last: i32,
    pending: Vec<AnswerEvent>,
}

/// Keeps what is told until it is dropped, and knows whether somebody wants it to stop.
pub(super) struct Keeping {
    stop: watch::Receiver<bool>,
    task: Option<JoinHandle<()>>,
}

impl Telling {
    /// Nobody listens: the answer is wanted whole.
    pub(crate) const fn nobody() -> Self {
        Self(None)
    }

    /// Tells this stream's events to whoever holds the other end.
    pub(crate) fn to(state: &State, stream: AnswerStream, live: mpsc::Sender<AnswerEvent>) -> Self {
        let (database, clock) = (state.database.clone(), state.clock.clone());
        Self(Some(Arc::new(Told {
            stream,
            database,
            clock,
            live: Mutex::new(Some(live)),
            log: Mutex::default(),
            keeping: tokio::sync::Mutex::default(),
        })))
    }

    /// Tells an event.
    pub(crate) fn tell(&self, name: &str, data: &impl Serialize) {
        if let Some(told) = &self.0 {
            told.say(name, data);
        }
    }

    /// Tells a piece of the text.
    pub(super) fn piece(&self, text: &str) {
        if !text.is_empty() {
            self.tell("token", &Token { content: text });
        }
    }

    /// Tells an event once it is kept that there is such an answer: from then on it can be read from elsewhere.
    pub(super) async fn begin(&self, name: &str, data: &impl Serialize) -> Result<(), DatabaseError> {
        let Some(told) = &self.0 else { return Ok(()) };
        let event = told.number(name, data);
        let connection = told.database.connection().await?;
        answer_streams::begin(&connection, &told.stream, std::slice::from_ref(&event)).await?;
        drop(connection);
        told.send(event);
        Ok(())
    }

    /// Keeps what is told from now on, every 200 ms.
    pub(super) fn keep(&self) -> Keeping {
        let (stop, stopped) = watch::channel(false);
        let keep = |told: Arc<Told>| tokio::spawn(async move { told.keep(stop).await }.in_current_span());
        Keeping { stop: stopped, task: self.0.clone().map(keep) }
    }

    /// The events that are not kept yet, with a last one, which is told by [`Telling::send`] once all of them are; nothing when
    /// nobody listens.
    pub(super) async fn last(&self, name: &str, data: &impl Serialize) -> Option<Vec<AnswerEvent>> {
        let told = self.0.as_ref()?;
        // what is being kept just now is not to be kept once more
        let _kept = told.keeping.lock().await;
        let last = told.number(name, data);
        let mut events = told.log().pending.clone();
        events.push(last);
        Some(events)
    }

    /// Tells an event that is kept already.
    pub(super) fn send(&self, event: Option<AnswerEvent>) {
        if let (Some(told), Some(event)) = (&self.0, event) {
            told.send(event);
        }
    }

    /// Tells that an answer is not stored, and why.
    pub(crate) async fn fail(&self, failed: &Failed) {
        match serde_json::value::to_raw_value(failed) {
            Ok(data) => self.end(&[("error", &data)]).await,
            Err(error) => tracing::error!(%error, "a failure cannot be told"),
        }
    }

    /// Tells the last events of an answer that is not stored. What cannot be kept is only told to whoever listens now.
    pub(crate) async fn end(&self, events: &[(&str, &RawValue)]) {
        let Some(told) = &self.0 else { return };
        let _kept = told.keeping.lock().await;
        let mut kept = told.log().pending.clone();
        for (name, data) in events {
            let event = told.number(name, data);
            kept.push(event.clone());
            told.send(event);
        }
        let keep = async {
            let connection = told.database.connection().await?;
            answer_streams::append(&connection, told.stream.id, &kept, true, told.clock.now()).await
        };
        if let Err(error) = keep.await {
            warn!(error = &error as &dyn std::error::Error, "how an answer ended is not kept");
        }
    }
}

impl Told {
    fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn say(&self, name: &str, data: &impl Serialize) {
        let event = self.number(name, data);
        self.log().pending.push(event.clone());
        self.send(event);
    }

    fn number(&self, name: &str, data: &impl Serialize) -> AnswerEvent {
        let data = serde_json::to_string(data).unwrap_or_else(|error| {
            tracing::error!(%error, name, "an event cannot be written");
            "{}".to_owned()
        });
        let mut log = self.log();
        log.last += 1;
        AnswerEvent { number: log.last, name: name.to_owned(), data }
    }

    /// Nobody listening is no failure, nor is a slow listener: the answer is written and kept all the same.
    fn send(&self, event: AnswerEvent) {
        let mut live = self.live.lock().unwrap_or_else(PoisonError::into_inner);
        if live.as_ref().is_some_and(|live| live.try_send(event).is_err()) {
            *live = None;
        }
    }

    async fn keep(&self, stop: watch::Sender<bool>) {
        loop {
            sleep(PAUSE).await;
            match self.flush().await {
                Ok(Some(false)) => {}
                // somebody asked for its end, or its stream is gone with its conversation
                Ok(Some(true) | None) => {
                    stop.send_replace(true);
                }
                Err(error) => {
                    warn!(error = &error as &dyn std::error::Error, "what is told of an answer waits to be kept");
                }
            }
        }
    }

    async fn flush(&self) -> Result<Option<bool>, DatabaseError> {
        let _kept = self.keeping.lock().await;
        let pending = self.log().pending.clone();
        let connection = self.database.connection().await?;
        let flushed = answer_streams::append(&connection, self.stream.id, &pending, false, self.clock.now()).await?;
        self.log().pending.drain(..pending.len());
        Ok(flushed)
    }
}

impl Keeping {
    /// Returns when somebody wants it to stop.
    pub(super) async fn stopped(&mut self) {
        if self.stop.wait_for(|stop| *stop).await.is_err() {
            // nobody listens, so nobody can stop it
            std::future::pending::<()>().await;
        }
    }
}

impl Drop for Keeping {
    fn drop(&mut self) {
        if let Some(task) = &self.task {
            task.abort();
        }
    }
}
