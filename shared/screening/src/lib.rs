//! Both sides of screening, in the terms of the name index: entries of sanctions lists, and the subjects that are compared with them.
//!
//! [`listed_entity`] maps an entry of a list; the writer of an index uses it. A [`Subject`] is whom a caller asks about: its name and facts
//! for a search, and the [`SubjectKey`] by which decisions about it are remembered. Both sides write identifiers and countries in the same
//! way, which is why they are in one crate. Everything is a pure function of its arguments.

mod countries;
mod identifier;
mod likeness;
mod listed;
mod subject;

pub use countries::country_code;
pub use likeness::{Likeness, likeness};
pub use listed::listed_entity;
pub use subject::{NameKey, Subject, SubjectFault, SubjectIdentifier, SubjectKey, birth_date};
