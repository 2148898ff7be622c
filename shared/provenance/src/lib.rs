//! Provenance records of answers: the question, the passages found and how, the model and its instructions, and the
//! citations. Each record is signed when its answer is stored.
//!
//! It uses no network and no store: a record can be checked with the public keys alone.

mod record;
mod signed;
mod verify;

pub use record::{
    Citation, Filters, FoundChunk, Generation, Output, Question, Record, Retrieval, Table, Timings, ToolCall, VERSION,
};
pub use signed::{SignedRecord, TYPE, protected_header, signing_input};
pub use verify::{Fault, KeySet, verify};
