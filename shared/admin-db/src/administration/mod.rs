//! What administrators list: over the whole, and how many there are in all, by one statement each.

mod evaluations;
mod jobs;
mod messages;
mod sessions;
mod snapshots;
mod users;

pub(crate) use evaluations::decode as decode_evaluation;
pub use evaluations::{ListedEvaluation, evaluations};
pub use jobs::{JobFilters, ListedJob, jobs};
pub use messages::{ListedMessage, messages};
pub use sessions::{ListedSession, SessionFilters, sessions};
pub use snapshots::{ListedSnapshot, SnapshotFilters, snapshots};
pub use users::{ListedUser, UserFilters, users};

/// What `ILIKE` finds wherever this text stands.
#[must_use]
pub fn anywhere(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 2);
    pattern.push('%');
    for character in text.chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}
