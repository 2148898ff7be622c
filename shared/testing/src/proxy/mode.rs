use std::time::Duration;

/// The treatment of connections.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Mode {
    /// Forwards everything immediately.
    Pass,
    /// Stops listening and resets open connections.
    Refuse,
    /// Accepts connections and resets them. Open ones are reset too.
    Reset,
    /// Resets each connection after this many further bytes of answers. With 0, the server executes the request, but
    /// the client gets no answer.
    ResetAfter(u64),
    /// Closes each connection after this many further bytes of answers, as if the answer were complete.
    CloseAfter(u64),
    /// Accepts connections but forwards nothing. Data sent in the meantime is lost. Connections that lost data are
    /// reset when the mode changes.
    HalfOpen,
    /// Delays each piece of an answer.
    Latency(Duration),
    /// Sends answers in small pieces.
    Trickle {
        /// The size of a piece in bytes.
        bytes: usize,
        /// The pause before each piece.
        every: Duration,
    },
}

/// The orders for all connections.
#[derive(Clone, Copy, Debug)]
pub(super) struct Orders {
    pub(super) mode: Mode,
    /// The number of earlier mode changes.
    pub(super) changes: u64,
    /// The first connection that stays open; earlier ones are closed.
    pub(super) first_kept: u64,
    /// The first connection that is forwarded; all data of earlier ones is dropped.
    pub(super) first_heard: u64,
}

impl Default for Orders {
    fn default() -> Self {
        Self { mode: Mode::Pass, changes: 0, first_kept: 0, first_heard: 0 }
    }
}

impl Orders {
    /// The mode of a connection; `None` if it must close.
    pub(super) fn of(self, connection: u64) -> Option<Mode> {
        if connection < self.first_kept {
            return None;
        }
        Some(if connection < self.first_heard { Mode::HalfOpen } else { self.mode })
    }
}
