//! The hash chain of the audit log, and the verification of exports.
//!
//! It uses no network and no store: an export can be checked by anyone who has it.

mod entry;
mod hash;
mod verify;

pub use entry::{Entry, NotCanonical};
pub use hash::{Hash, NoHash};
pub use verify::{Anchor, Fault, Verified, Verifier};
