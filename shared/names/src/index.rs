//! Search of a list of names.
//!
//! An index is a sequence of bytes that is read in place: it can be stored, mapped into memory and opened without decoding. Opening checks the
//! version, the checksum and every reference, so a damaged index is refused and never searched.

mod build;
mod candidates;
mod check;
mod format;
mod keys;
mod open;
mod related;
mod search;
mod view;

pub use build::IndexBuilder;
pub use open::{Entry, NameIndex};
pub use search::{EntitySet, Hit, Search, Searcher};
