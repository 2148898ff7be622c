//! `/api/admin/dead-letters`: messages that were given up, and their way back.

pub(crate) mod read;
pub(crate) mod redrive;

use std::time::Duration;

use sisuiq_events::SendError;
use sisuiq_http::Problem;

/// When it is worth asking again.
const RETRY: Duration = Duration::from_secs(5);

fn unavailable(error: SendError) -> Problem {
    Problem::unavailable("queue", RETRY).caused_by(error)
}
