//! The chain of the audit log: what a record's hash is made of, and whether a copy of the log is whole.
//!
//! No network, no store: whoever has a copy can check it.

mod entry;
mod hash;
mod verify;

pub use entry::{Entry, NotCanonical};
pub use hash::{Hash, NoHash};
pub use verify::{Anchor, Fault, Verified, Verifier};
