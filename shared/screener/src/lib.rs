//! Screening itself: searches the indexes of lists, and opens or renews an alert for each entry that resembles a subject.
//!
//! [`Indexes`] loads the index of the names of a list, checks it, and keeps the newest one. [`Lists`] are those that a screening searches, each in one
//! version and with its threshold. Single screenings and batches share all of this, so that both find the same and remember the same decisions.

#![warn(missing_docs)]

mod alerts;
mod explanation;
mod indexes;
mod lists;
mod search;

pub use alerts::{entities, found, renew, renewal};
pub use explanation::{EvidenceOut, ExplanationOut, MatchedWordsOut, UnmatchedWordOut};
pub use indexes::{FORMAT, Indexes, LeftOut, Loaded};
pub use lists::{Lists, ScreenedList, threshold};
pub use search::{MOST, Resembling, search};
