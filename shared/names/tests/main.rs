//! Rules of the comparison and the search of names, on names of our own choice.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests are test code")]

mod fixture;
mod hostile;
mod index;
mod properties;
mod rules;
mod search;
