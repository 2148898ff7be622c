use rand::Rng;
use rand_chacha::ChaCha8Rng;
use sisuiq_testing::Mode;
use std::time::Duration;

/// A fault of the connection to a dependency.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fault {
    pub(super) mode: Mode,
}

impl Fault {
    /// Selects the kind in rotation and draws its parameters.
    pub(super) fn of(kind: u64, chance: &mut ChaCha8Rng) -> Self {
        let mode = match kind % 8 {
            0 => Mode::HalfOpen,
            1 => Mode::Refuse,
            2 => Mode::ResetAfter(0),
            3 => Mode::CloseAfter(chance.random_range(1..600)),
            4 => Mode::Reset,
            5 => Mode::ResetAfter(chance.random_range(1..600)),
            6 => Mode::Latency(Duration::from_millis(500)),
            _ => Mode::Trickle { bytes: 1, every: Duration::from_millis(20) },
        };
        Self { mode }
    }

    /// Returns true if failed attempts are visible as connections. A refused attempt makes no connection.
    pub(super) fn counts_tries(self) -> bool {
        matches!(self.mode, Mode::Reset | Mode::ResetAfter(_) | Mode::CloseAfter(_) | Mode::HalfOpen)
    }
}
