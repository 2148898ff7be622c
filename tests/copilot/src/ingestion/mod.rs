//! Ingestion of documents: uploads, their messages, the real process, and the resulting contents of the stores.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "a test whose scenario cannot run fails"
)]

mod kill;
pub mod malformed_files;
mod process;
pub mod scenario;
mod watch;

pub use kill::{DELETION_STEPS, EMBEDDING_STEPS, Kill, READERS_STEPS, REINDEX_STEPS, RETIREMENT_STEPS, STEPS};
pub use process::Process;
pub use watch::{Reached, Watch};
