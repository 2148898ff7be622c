use std::time::Duration;

/// What becomes of the connections.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Mode {
    /// Everything passes at once.
    Pass,
    /// Nobody listens; open connections are reset.
    Refuse,
    /// Connections are accepted and reset; open ones are reset too.
    Reset,
    /// Each connection is reset when it has passed so many more bytes of answers. With 0, what was asked is done and
    /// nobody hears of it.
    ResetAfter(u64),
    /// Each connection is closed, as if the answer were complete, when it has passed so many more bytes of answers.
    CloseAfter(u64),
    /// Connections are accepted and nothing passes. What is sent meanwhile is lost; connections that lost something are
    /// reset when the mode changes.
    HalfOpen,
    /// Each piece of an answer comes so much later.
    Latency(Duration),
    /// Answers come so many bytes at a time.
    Trickle {
        /// How many bytes at a time.
        bytes: usize,
        /// The pause before each time.
        every: Duration,
    },
}

/// What the connections must obey, as it stands after some changes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Orders {
    pub(super) mode: Mode,
    /// How many modes came before this.
    pub(super) changes: u64,
    /// Connections with lower numbers are to be closed.
    pub(super) first_kept: u64,
    /// Connections with lower numbers hear and say nothing any more.
    pub(super) first_heard: u64,
}

impl Default for Orders {
    fn default() -> Self {
        Self { mode: Mode::Pass, changes: 0, first_kept: 0, first_heard: 0 }
    }
}

impl Orders {
    /// What this connection has to do; none when it has to end.
    pub(super) fn of(self, connection: u64) -> Option<Mode> {
        if connection < self.first_kept {
            return None;
        }
        Some(if connection < self.first_heard { Mode::HalfOpen } else { self.mode })
    }
}
