//! A hostile file and how reading it must end.

use serde_json::{Value, json};
use sisuiq_analytics::Kind;

/// A file with its ending.
pub(super) struct Case {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) bytes: Vec<u8>,
    pub(super) ending: Ending,
}

/// How reading a file must end.
pub(super) enum Ending {
    /// With these members of the payload, by their JSON pointers.
    Right(Vec<(&'static str, Value)>),
    /// With a note that contains this, and without an index from what is wrong.
    Noted(&'static str, Vec<(&'static str, Value)>),
    /// With one of these codes.
    Refused(&'static [&'static str]),
}

pub(super) const HEADER: &str = "date,region,cause,duration_hours,affected_customers\n";
/// Two outages: 2 h of 100 customers and 1 h of 300, of 1,000 that are served.
pub(super) const ROWS: &str = "2024-01-05,North,tree,2,100\n2024-01-20,South,theft,1,300\n";

/// The figures of [`ROWS`].
pub(super) fn usual() -> Ending {
    Ending::Right(vec![("/saifi", json!(0.4)), ("/saidi", json!(0.5)), ("/row_count", json!(2))])
}

/// The figures of [`ROWS`], with a note.
pub(super) fn usual_with(note: &'static str) -> Ending {
    match usual() {
        Ending::Right(members) => Ending::Noted(note, members),
        other => other,
    }
}

pub(super) fn rows(count: u64) -> Ending {
    Ending::Right(vec![("/row_count", json!(count))])
}

pub(super) fn noted(note: &'static str) -> Ending {
    Ending::Noted(note, Vec::new())
}

pub(super) const fn refused(codes: &'static [&'static str]) -> Ending {
    Ending::Refused(codes)
}
