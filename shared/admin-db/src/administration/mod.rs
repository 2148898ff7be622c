//! Lists for administrators, each read with its total by one statement.

mod evaluations;
mod feedback;
mod jobs;
mod messages;
mod readers;
mod sessions;
mod snapshots;
mod users;

pub(crate) use evaluations::decode as decode_evaluation;
pub use evaluations::{ListedEvaluation, evaluations};
pub use feedback::{FeedbackFilters, ListedFeedback, RatedRecord, RatedSource, feedback, rated_record};
pub use jobs::{JobFilters, ListedJob, Reread, jobs};
pub use messages::{ListedMessage, messages};
pub use readers::record_readers;
pub use sessions::{ListedSession, SessionFilters, sessions};
pub use snapshots::{ListedSnapshot, SnapshotFilters, snapshots};
pub use users::{ListedUser, UserFilters, users};
