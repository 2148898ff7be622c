//! Sanctions lists: their published files as typed entities, differences between two versions, and history over many.
//!
//! Each reader takes the bytes of the files of one version and returns a [`List`]: all entities, and a [`ReadReport`] that counts
//! what was not understood. A damaged file is a [`ListError`] with a stable code; no reader returns a part of a list. Text that
//! has no known form is kept in the entity and counted, never dropped.
//!
//! [`diff`] compares two versions by stable keys, [`Timeline`] answers on which days an entity was listed and under which
//! programmes, and [`content_hash`] recognises an entity that did not change. Everything is a pure function of its arguments.

mod address;
mod bis;
mod canonical;
mod codes;
mod csl;
mod cut;
mod date;
mod diff;
mod digest;
mod entity;
mod error;
mod eu;
mod history;
mod identifier;
mod key;
mod link;
mod list;
mod name;
mod ofac;
mod options;
mod ownership;
mod quoting;
mod report;
mod rows;
mod shrinkage;
mod text;
mod un;
mod xml;

pub use address::Address;
pub use bis::read_denied_persons;
pub use canonical::{canonical_json, content_hash};
pub use csl::read_screening_list;
pub use date::{DatePrecision, PartialDate};
pub use diff::{Change, ChangeKind, Diff, FieldChange, PartCount, diff, field_changes};
pub use digest::Digest;
pub use entity::{Attribute, Country, CountryRelation, Entity, EntityKind, Gender, LegalBasis, Part, SourceRecord};
pub use error::{Fault, ListError};
pub use eu::{read_eu_csv, read_eu_xml};
pub use history::{
    Ending, HistoryError, Observed, Span, Standing, Timeline, ValidFrom, Version, VersionDates, histories,
};
pub use identifier::{Identifier, IdentifierKind, Wallet};
pub use key::{EntityKey, ListId};
pub use link::{Link, LinkRelation};
pub use list::List;
pub use name::{Name, NameKind, NameQuality};
pub use ofac::{OfacFiles, OfacList, read_ofac};
pub use options::{EndMark, ReadOptions};
pub use ownership::{Owned, OwnershipRule, Stake, owned_by_listed};
pub use quoting::{Misquoted, check_quoting};
pub use report::{ReadReport, Reason};
pub use shrinkage::{Shrinkage, shrinkage};
pub use un::read_un;
