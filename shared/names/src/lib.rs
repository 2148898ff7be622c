//! Names of persons, organisations, vessels and aircraft: normalisation, comparison, graded scores and search.
//!
//! [`Name::parse`] divides a name of any script into tokens: parts of the name, particles, titles, legal forms, numbers. [`Comparison`]
//! aligns the tokens of two names and grades the pair from 0 to 1, with an [`Explanation`]. [`Evidence`] adds birth dates, countries,
//! genders and identifiers. A [`NameIndex`] finds the entries of a list that resemble a name; it is built once by an [`IndexBuilder`] and
//! opened from bytes. [`official_score`] computes what the public search of OFAC shows for a pair.
//!
//! Everything here is a function of its arguments: the same input has the same output in the same order. No network, no store.

mod align;
mod compare;
mod error;
mod evidence;
mod explanation;
mod fold;
mod index;
mod kind;
mod listed;
mod name;
mod official;
mod rarity;
mod score;
mod script;
mod similarity;
mod spelling;
mod token;
mod words;

pub use error::IndexError;
pub use evidence::{BirthDate, Evidence, EvidenceKind, EvidenceResult, Gender, Identifier, Subject};
pub use explanation::{Explanation, LegalForms, MatchKind, Numbers, TokenMatch, UnmatchedToken};
pub use index::{EntitySet, Entry, Hit, IndexBuilder, NameIndex, Search, Searcher};
pub use kind::Kind;
pub use listed::{ListedEntity, ListedName, NameQuality};
pub use name::Name;
pub use official::official_score;
pub use rarity::Rarity;
pub use score::{Comparison, MATCH_THRESHOLD};
pub use script::Script;
pub use similarity::{jaro, jaro_winkler};
pub use spelling::spellings;
pub use token::TokenClass;
pub use words::LegalFamily;
