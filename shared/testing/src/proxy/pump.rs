//! One direction of one connection.

use super::{Mode, mode::Orders, statements::Statements};
use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering::SeqCst},
    },
};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    sync::watch,
    time::sleep,
};

const BUFFER: usize = 16 * 1024;

/// The end of a direction.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum End {
    /// The sender has finished.
    Said,
    /// The connection must be closed.
    Closed,
    /// The connection must be reset.
    Reset,
}

/// The direction of the data.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Way {
    /// From the client.
    Questions,
    /// To the client.
    Answers,
}

/// The state that both directions of a connection share.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub(super) number: u64,
    pub(super) orders: watch::Receiver<Orders>,
    /// True if the server has sent data since the last request.
    pub(super) is_answered: Arc<AtomicBool>,
    pub(super) questions: Arc<AtomicU64>,
    pub(super) statements: Arc<AtomicU64>,
}

pub(super) struct Pump<From, To> {
    pub(super) from: From,
    pub(super) to: To,
    pub(super) way: Way,
    pub(super) link: Link,
}

/// The bytes of answers since the mode began, and whether the connection has ever lost data.
#[derive(Default)]
struct Passed {
    changes: u64,
    bytes: u64,
    has_lost: bool,
}

impl<From: AsyncRead + Unpin, To: AsyncWrite + Unpin> Pump<From, To> {
    /// Forwards data as ordered until one side ends. A broken side counts as ended.
    pub(super) async fn run(mut self) -> End {
        let mut passed = Passed::default();
        let mut statements = Statements::default();
        let mut buffer = vec![0; BUFFER];
        loop {
            let orders = *self.link.orders.borrow_and_update();
            let mode = match orders.of(self.link.number) {
                None => return End::Closed,
                Some(Mode::Refuse | Mode::Reset) => return End::Reset,
                Some(mode) if passed.has_lost && mode != Mode::HalfOpen => return End::Reset,
                Some(mode) => mode,
            };
            if passed.changes != orders.changes {
                passed = Passed { changes: orders.changes, bytes: 0, has_lost: passed.has_lost };
            }
            let read = tokio::select! {
                biased;
                changed = self.link.orders.changed() => match changed {
                    Ok(()) => continue,
                    Err(_proxy_is_gone) => return End::Closed,
                },
                read = self.from.read(&mut buffer) => read.unwrap_or(0),
            };
            let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else {
                let _already_closed = self.to.shutdown().await;
                return End::Said;
            };
            self.count();
            if self.way == Way::Questions {
                self.link.statements.fetch_add(statements.count(bytes), SeqCst);
            }
            match self.deliver(bytes, mode, &mut passed).await {
                Ok(None) => {}
                Ok(Some(end)) => return end,
                Err(_broken) => return End::Said,
            }
        }
    }

    fn count(&self) {
        match self.way {
            Way::Answers => self.link.is_answered.store(true, SeqCst),
            Way::Questions if self.link.is_answered.swap(false, SeqCst) => {
                self.link.questions.fetch_add(1, SeqCst);
            }
            Way::Questions => {}
        }
    }

    async fn deliver(&mut self, bytes: &[u8], mode: Mode, passed: &mut Passed) -> io::Result<Option<End>> {
        match (self.way, mode) {
            (_, Mode::HalfOpen) => passed.has_lost = true,
            (Way::Answers, Mode::ResetAfter(limit)) => return self.until(limit, End::Reset, bytes, passed).await,
            (Way::Answers, Mode::CloseAfter(limit)) => return self.until(limit, End::Closed, bytes, passed).await,
            (Way::Answers, Mode::Latency(time)) => {
                self.pause(time).await;
                self.to.write_all(bytes).await?;
            }
            (Way::Answers, Mode::Trickle { bytes: at_once, every }) => {
                for piece in bytes.chunks(at_once.max(1)) {
                    self.pause(every).await;
                    self.to.write_all(piece).await?;
                }
            }
            _ => self.to.write_all(bytes).await?,
        }
        Ok(None)
    }

    async fn until(&mut self, limit: u64, end: End, bytes: &[u8], passed: &mut Passed) -> io::Result<Option<End>> {
        let left = usize::try_from(limit.saturating_sub(passed.bytes)).unwrap_or(usize::MAX);
        let last = bytes.get(..left);
        let passing = last.unwrap_or(bytes);
        self.to.write_all(passing).await?;
        passed.bytes += passing.len() as u64;
        Ok((passed.bytes >= limit).then_some(end))
    }

    /// Waits, but returns early when the orders change. New orders apply from the next piece on.
    async fn pause(&mut self, time: std::time::Duration) {
        let mut orders = self.link.orders.clone();
        tokio::select! {
            () = sleep(time) => {}
            _changed = orders.changed() => {}
        }
    }
}
