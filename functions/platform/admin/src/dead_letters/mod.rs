//! `/api/admin/dead-letters`: dead letters and their redrive.

pub(crate) mod read;
pub(crate) mod redrive;

use std::time::Duration;

use sisuiq_events::SendError;
use sisuiq_http::Problem;

/// The `Retry-After` of a failed call.
const RETRY: Duration = Duration::from_secs(5);

fn unavailable(error: SendError) -> Problem {
    Problem::unavailable("queue", RETRY).caused_by(error)
}
