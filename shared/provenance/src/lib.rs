//! How an answer came about: what was asked, what was found and how, what wrote the answer from which instructions, and what
//! it cites. Each record is signed when its answer is stored.
//!
//! No network, no store: whoever has a record and the public keys can check it.

mod record;
mod signed;
mod verify;

pub use record::{Citation, Filters, FoundChunk, Generation, Output, Question, Record, Retrieval, Timings, VERSION};
pub use signed::{SignedRecord, TYPE, protected_header, signing_input};
pub use verify::{Fault, KeySet, verify};
