//! Faults of Postgres.

use super::Place;
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use sisuiq_db::Connection;
use sisuiq_testing::Mode;
use std::time::Duration;

/// A fault of Postgres.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fault {
    /// The connection is disturbed.
    Way(Mode),
    /// Another transaction locks a table that every request needs, so that the pool is exhausted.
    Locked,
    /// The server ends all connections, as in a restart.
    Restarted,
    /// The server ends all connections, and new connections are read-only, as in a failover.
    FailedOver,
    /// There is no space for more rows in some tables, which this number selects.
    Full(u64),
}

impl Fault {
    /// Selects the kind in rotation, the slowest first, and draws its parameters.
    pub(super) fn of(number: u64, chance: &mut ChaCha8Rng) -> Self {
        Self::Way(match number % 11 {
            0 => Mode::Latency(Duration::from_millis(500)),
            1 => Mode::Trickle { bytes: 64, every: Duration::from_millis(20) },
            2 => Mode::HalfOpen,
            3 => return Self::Locked,
            4 => Mode::ResetAfter(chance.random_range(0..2_000)),
            5 => Mode::CloseAfter(chance.random_range(0..2_000)),
            6 => Mode::Refuse,
            7 => Mode::Reset,
            8 => return Self::Restarted,
            9 => return Self::FailedOver,
            _ => return Self::Full(chance.random()),
        })
    }

    pub(super) const fn is_slow(self) -> bool {
        matches!(self, Self::Way(Mode::Latency(_) | Mode::Trickle { .. }))
    }

    /// Starts the fault before any request.
    pub(super) async fn begin(self, place: &Place) -> Option<Connection> {
        match self {
            Self::Way(mode) => place.proxy.set(mode).await,
            Self::Locked => return Some(place.lock().await),
            Self::FailedOver => place.only_reads(true).await,
            Self::Full(drawn) => place.fill(drawn).await,
            Self::Restarted => {}
        }
        None
    }

    /// Ends connections while requests are running.
    pub(super) async fn strike(self, place: &Place) {
        if matches!(self, Self::Restarted | Self::FailedOver) {
            place.user.world.end_connections().await;
        }
    }

    pub(super) async fn end(self, place: &Place, held: Option<Connection>) {
        place.proxy.set(Mode::Pass).await;
        match self {
            Self::FailedOver => place.only_reads(false).await,
            Self::Full(_) => place.make_room().await,
            _ => {}
        }
        if let Some(held) = held {
            held.execute("ROLLBACK", &[]).await.expect("the world's database answers");
        }
    }
}
